import { blockageAt } from '@contract/blockers.ts';
import { ordinalsOf } from '@contract/ids.ts';
import type Database from 'better-sqlite3';
import { jsonOrNull } from '../../system/encode.ts';
import { agentSignProjectors } from './agent-signs.ts';
import type { Projector } from './projector.ts';

const spawn = (db: Database.Database): Projector<'instance.spawned'> => {
  const insert = db.prepare(`
    INSERT INTO instances (
      run, id, position, ordinal, role, parent, profile, scripted, task, state, witness, reason, since, evidence,
      spawned_at, incarnation, cwd, branch, size, todos, mode, model
    ) VALUES (
      @run, @id, @seq, @ordinal, @role, @parent, @profile, @scripted, @task, 'starting', 'process',
      'its program is being started', @at, '', @at, 1, @cwd, @branch, @size, '[]', @mode, @model
    )
    ON CONFLICT (run, id) DO UPDATE SET
      role = excluded.role, parent = excluded.parent, profile = excluded.profile, scripted = excluded.scripted,
      task = excluded.task, state = excluded.state, witness = excluded.witness, reason = excluded.reason,
      since = excluded.since, evidence = '', spawned_at = excluded.spawned_at, incarnation = 1, pid = NULL,
      pane = NULL, cwd = excluded.cwd, branch = excluded.branch, size = excluded.size, exit = NULL, progress = NULL,
      todos = '[]', blocker = NULL, blockage = NULL, question = NULL, session = NULL, used = '{}', tool = NULL, held_up = NULL,
      mode = excluded.mode, model = excluded.model, recovery = '{"tried":[],"at":null}', files = '{"count":0,"last":[]}',
      work = '{"tip":null,"changed":0,"commits":0,"lastCommit":null,"trouble":null}',
      stand = NULL, set_up = NULL`);
  return ({ run, seq, at, data }) =>
    void insert.run({
      ...data,
      run,
      seq,
      at,
      ordinal: ordinalsOf(data.id).at(-1) ?? 0,
      scripted: Number(data.scripted),
      size: JSON.stringify(data.size),
      mode: jsonOrNull(data.mode),
      model: data.model ?? null,
    });
};

const change = (db: Database.Database): Projector<'instance.changed'> => {
  const update = db.prepare(`
    UPDATE instances SET
      state = @to, witness = @witness, reason = @reason, since = @at, evidence = @evidence, question = @question,
      blocker = @blocker, blockage = @blockage, exit = @exit, pid = iif(@ended, NULL, pid), pane = iif(@ended, NULL, pane),
      held_up = iif(@ended, NULL, held_up), tool = iif(@ended OR @to = 'ready', NULL, tool)
    WHERE run = @run AND id = @id`);
  // A terminated instance calls no more: what it knew opens no door, also if its id is started again.
  const dropToken = db.prepare('DELETE FROM tokens WHERE run = ? AND id = ?');
  const dropNonce = db.prepare('DELETE FROM nonces WHERE run = ? AND id = ?');
  return ({ run, at, data }) => {
    update.run({
      run,
      at,
      id: data.id,
      to: data.to,
      witness: data.witness,
      reason: data.reason,
      evidence: data.evidence ?? '',
      question: jsonOrNull(data.question),
      blocker: data.blocker ?? null,
      blockage: jsonOrNull(blockageAt(data.help, at)),
      exit: jsonOrNull(data.exit),
      ended: Number(data.to === 'crashed' || data.to === 'terminated'),
    });
    if (data.to !== 'terminated') return;
    dropToken.run(run, data.id);
    dropNonce.run(run, data.id);
  };
};

const progress = (db: Database.Database): Projector<'instance.progressed'> => {
  const update = db.prepare(
    'UPDATE instances SET progress = ?, todos = coalesce(?, todos) WHERE run = ? AND id = ?',
  );
  return ({ run, at, data }) => {
    const said = JSON.stringify({ percent: data.percent, summary: data.summary, at });
    update.run(said, jsonOrNull(data.todos), run, data.id);
  };
};

const launch = (db: Database.Database): Projector<'instance.launched'> => {
  const update = db.prepare(`
    UPDATE instances SET
      incarnation = @incarnation, pid = @pid, pane = @pane, launched_incarnation = @incarnation, launched_pid = @pid,
      launched_start = @startTime
    WHERE run = @run AND id = @id`);
  return ({ run, data }) => void update.run({ ...data, run });
};

export const instanceProjectors = (db: Database.Database) => {
  const resize = db.prepare('UPDATE instances SET size = ? WHERE run = ? AND id = ?');
  const adopt = db.prepare('UPDATE instances SET pane = ? WHERE run = ? AND id = ?');
  return {
    'instance.spawned': spawn(db),
    'instance.launched': launch(db),
    'instance.changed': change(db),
    'instance.progressed': progress(db),
    ...agentSignProjectors(db),
    'instance.resized': (({ run, data }) =>
      void resize.run(JSON.stringify(data.size), run, data.id)) as Projector<'instance.resized'>,
    'instance.adopted': (({ run, data }) =>
      void adopt.run(data.pane, run, data.id)) as Projector<'instance.adopted'>,
  };
};
