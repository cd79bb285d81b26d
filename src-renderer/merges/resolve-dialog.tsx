export const ResolveDialog = (_: { readonly id: string; onClose(): void }): null => null;
