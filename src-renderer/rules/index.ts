export { RulesDialog } from './rules-dialog.tsx';
export { RulesPart } from './rules-part.tsx';
