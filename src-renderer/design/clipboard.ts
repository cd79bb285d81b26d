import { toast } from 'sonner';

/** Whether it was done; the person is told when it wasn't. */
export const copyText = async (text: string): Promise<boolean> => {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    toast.error('Copying was refused.', {
      description: 'Allow the clipboard for this page, or press Ctrl+C.',
    });
    return false;
  }
};

/** The clipboard's text; null, and the person told of the key, where a page may not read it. */
export const pasteText = async (): Promise<string | null> => {
  try {
    return await navigator.clipboard.readText();
  } catch {
    toast.error('This page may not read the clipboard.', {
      description: 'Press Ctrl+Shift+V in the terminal.',
    });
    return null;
  }
};
