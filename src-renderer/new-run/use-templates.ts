import type { TuttiError } from '@contract/result.ts';
import type { TemplateEntry } from '@contract/run-templates.ts';
import { useEffect, useState } from 'react';
import { useClient } from '../connection/use-project.ts';

/** The run templates there are; null while they are read. */
export const useTemplates = () => {
  const client = useClient();
  const [templates, setTemplates] = useState<readonly TemplateEntry[] | null>(null);
  const [error, setError] = useState<TuttiError | null>(null);
  useEffect(() => {
    let gone = false;
    void client.call('templates.list', {}).then((result) => {
      if (gone) return;
      if (result.ok) setTemplates(result.value);
      else setError(result.error);
    });
    return () => {
      gone = true;
    };
  }, [client]);
  return { templates, error };
};
