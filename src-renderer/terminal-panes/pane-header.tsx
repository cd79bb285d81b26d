import type { Instance } from '@contract/instances.ts';
import { shownTask } from '@contract/shown-task.ts';
import { needsPerson } from '@contract/states.ts';
import { EllipsisVertical, Maximize2, Minimize2, Search, X } from 'lucide-react';
import type { JSX } from 'react';
import { Badge, ScriptedBadge } from '../design/badge.tsx';
import { IconButton } from '../design/button.tsx';
import { LimitBadge } from '../design/limit-badge.tsx';
import { Menu, MenuChoice, MenuItem, MenuLine } from '../design/menu.tsx';
import { ModeMark } from '../design/mode-mark.tsx';
import { needsYou } from '../design/needs-you.ts';
import type { Answering } from '../design/questions/index.ts';
import { StateMark } from '../design/state-marks.tsx';
import { setScreenReader, stepFont, useTerminalPreferences } from '../design/terminal-preferences.ts';
import { runningTool, toolWords } from '../design/tool-words.ts';
import { answerByKey, askedBy } from './pane-question.tsx';

type PaneHeaderProps = {
  readonly instance: Instance;
  /** Why nothing can be typed; null when it can. */
  readonly readOnly: string | null;
  readonly maximised: boolean;
  readonly answering: Answering;
  onSearch(): void;
  onMaximise(): void;
  onClose(): void;
  readonly onTranscript: (() => void) | undefined;
  /** From the header into the terminal. */
  onEnter(): void;
};

const PaneOptions = ({ onTranscript }: Pick<PaneHeaderProps, 'onTranscript'>): JSX.Element => {
  const { screenReader } = useTerminalPreferences();
  return (
    <Menu
      trigger={
        <button type="button" className="ds-button ds-icon-button" aria-label="Terminal options">
          <EllipsisVertical size={14} />
        </button>
      }
    >
      {onTranscript !== undefined && (
        <>
          <MenuItem onSelect={onTranscript}>Transcript</MenuItem>
          <MenuLine />
        </>
      )}
      <MenuItem shortcut="Ctrl +" onSelect={() => stepFont(1)}>
        Larger text
      </MenuItem>
      <MenuItem shortcut="Ctrl -" onSelect={() => stepFont(-1)}>
        Smaller text
      </MenuItem>
      <MenuItem shortcut="Ctrl 0" onSelect={() => stepFont(0)}>
        Usual text size
      </MenuItem>
      <MenuLine />
      <MenuChoice checked={screenReader} onChange={setScreenReader}>
        For screen readers
      </MenuChoice>
    </Menu>
  );
};

/** The tool that is at work, in quiet words. */
const RunningTool = ({ instance }: Pick<PaneHeaderProps, 'instance'>): JSX.Element | null => {
  const tool = runningTool(instance);
  if (tool === null) return null;
  return (
    <span className="pane-tool ds-figures" title={toolWords(tool)}>
      {toolWords(tool)}
    </span>
  );
};

/** Why it needs the person, or what it is for and which tool is at work. */
const Purpose = ({ instance }: Pick<PaneHeaderProps, 'instance'>): JSX.Element => {
  // What it asks stands under this already.
  const wanted = needsPerson(instance.state) && instance.reason !== '' && askedBy(instance) === null;
  const words = wanted ? instance.reason : shownTask(instance);
  return (
    <>
      <span className="pane-task" title={words}>
        {words}
      </span>
      {!wanted && <RunningTool instance={instance} />}
    </>
  );
};

/** Who this terminal belongs to, in what state, and what can be done with the pane. */
export const PaneHeader = (props: PaneHeaderProps): JSX.Element => {
  const { instance, readOnly, maximised, answering } = props;
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: digits press the buttons within
    <header
      className="pane-header"
      data-wanted={needsYou(instance) || undefined}
      onKeyDown={(event) => askedBy(instance) !== null && answerByKey(event, answering)}
    >
      {/* Where the keyboard goes when it leaves the terminal. */}
      <button
        type="button"
        className="pane-title"
        aria-label={`${instance.id}, ${instance.state}. Enter goes into its terminal.`}
        onClick={props.onEnter}
      >
        <StateMark state={instance.state} show="word" />
        <span className="pane-id">{instance.id}</span>
      </button>
      <Purpose instance={instance} />
      <ModeMark instance={instance} />
      {instance.limit !== null && <LimitBadge limit={instance.limit} />}
      {instance.scripted && <ScriptedBadge />}
      {readOnly !== null && (
        <span className="pane-note" title={readOnly}>
          <Badge>read-only</Badge>
        </span>
      )}
      <span className="pane-tools">
        <IconButton label="Search" shortcut="Ctrl F" onClick={props.onSearch}>
          <Search size={14} />
        </IconButton>
        <IconButton label={maximised ? 'Show the others' : 'Show only this'} onClick={props.onMaximise}>
          {maximised ? <Minimize2 size={14} /> : <Maximize2 size={14} />}
        </IconButton>
        <PaneOptions onTranscript={props.onTranscript} />
        <IconButton label={`Close the pane of ${instance.id}`} onClick={props.onClose}>
          <X size={14} />
        </IconButton>
      </span>
    </header>
  );
};
