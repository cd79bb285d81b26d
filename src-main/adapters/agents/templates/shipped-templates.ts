import { type ParsedTemplate, parseTemplate } from './parse-template.ts';
import apiServiceYaml from './shipped/api-service.yaml?raw';
import dataPipelineYaml from './shipped/data-pipeline.yaml?raw';
import webApplicationYaml from './shipped/web-application.yaml?raw';

const texts = [
  ['web-application.yaml', webApplicationYaml],
  ['api-service.yaml', apiServiceYaml],
  ['data-pipeline.yaml', dataPipelineYaml],
] as const;

/** The templates that ship with Tutti, which has been built wrong if one of them is. */
export const shippedTemplates: readonly (ParsedTemplate & { readonly text: string })[] = texts.map(
  ([file, text]) => {
    const read = parseTemplate(text, file);
    if (read.problem !== null) throw new Error(`a template that ships with Tutti is wrong: ${read.problem}`);
    return { ...read, text };
  },
);
