// The layer rules of docs/architecture: hosts -> adapters -> core/ports -> core/model, everything -> contract; the
// renderer sees the contract alone. There is no list of exceptions, and there shall be none.

/** A rule that forbids what is imported from some folders. */
const forbid = (name, comment, from, to) => ({ name, severity: 'error', comment, from, to });

/** As dependency-cruiser calls what is part of Node, and what is in node_modules. */
const NODE = ['core'];
const NPM = ['npm', 'npm-dev', 'npm-optional', 'npm-peer', 'npm-bundled', 'npm-no-pkg', 'npm-unknown'];

const CONTRACT = '^src-preload/contract/';
/** Composes the features; all others are features, except for what every feature may use. */
const RENDERER_SHARED = '(app|connection|design)';

/** What runs in a browser. The types that come with them are only compiled. */
const BROWSER_PACKAGES = [
  '@fontsource-variable/',
  '@tanstack/react-virtual/',
  '@codemirror/',
  '@lezer/highlight/',
  '@xterm/xterm/',
  '@xterm/addon-',
  '(@types/)?d3/',
  '(@types/)?d3-',
  '(@types/)?react/',
  '(@types/)?react-dom/',
  '@radix-ui/',
  'cmdk/',
  'lucide-react/',
  'radix-ui/',
  'react-resizable-panels/',
  'sonner/',
  'yaml/',
  'zod/',
  'zustand/',
].map((name) => `^node_modules/${name}`);

module.exports = {
  forbidden: [
    forbid(
      'no-cycles',
      'Two files that need each other are one file, or need a third.',
      {},
      { circular: true },
    ),
    forbid(
      'resolvable',
      'An import that leads nowhere.',
      { path: '^(src-|tests/)' },
      { couldNotResolve: true },
    ),
    forbid(
      'core-is-pure',
      'The core does no I/O: it imports itself, the contract and zod.',
      { path: '^src-main/core/' },
      { pathNot: ['^src-main/core/', CONTRACT, '^node_modules/zod/', '^zod'] },
    ),
    forbid(
      'model-before-ports',
      'core/model is the ground: it knows neither ports nor what is built on them.',
      { path: '^src-main/core/model/' },
      { path: '^src-main/core/', pathNot: '^src-main/core/model/' },
    ),
    forbid(
      'contract-is-alone',
      'The contract is read by the window, a browser and the host: it imports itself and zod.',
      { path: CONTRACT },
      { pathNot: [CONTRACT, '^node_modules/zod/', '^zod'] },
    ),
    forbid(
      'renderer-sees-the-contract',
      'Of our own code the renderer imports itself and the contract.',
      { path: '^src-renderer/' },
      { path: '^(src-main|src-preload|build|tests)/', pathNot: CONTRACT },
    ),
    forbid(
      'renderer-is-a-page',
      'The same pages run in a browser: no Node, no electron.',
      { path: '^src-renderer/' },
      { dependencyTypes: NODE },
    ),
    forbid(
      'renderer-packages',
      'Only packages that run in a browser.',
      { path: '^src-renderer/' },
      { dependencyTypes: NPM, pathNot: BROWSER_PACKAGES },
    ),
    forbid(
      'features-are-apart',
      'A feature of the window never imports another one; app composes them.',
      { path: '^src-renderer/([^/]+)/', pathNot: `^src-renderer/${RENDERER_SHARED}/` },
      { path: '^src-renderer/[^/]+/', pathNot: ['^src-renderer/$1/', '^src-renderer/(connection|design)/'] },
    ),
    forbid(
      'shared-knows-no-feature',
      'What every feature uses can know none of them.',
      { path: '^src-renderer/(connection|design)/' },
      { path: '^src-renderer/[^/]+/', pathNot: '^src-renderer/(connection|design)/' },
    ),
    forbid(
      'adapters-are-apart',
      'An adapter reaches another part of the world through a port of the core; what differs between systems is in one place.',
      { path: '^src-main/adapters/([^/]+)/' },
      { path: '^src-main/adapters/', pathNot: '^src-main/adapters/($1|system)/' },
    ),
    forbid(
      'hosts-wire',
      'Only hosts know adapters and hosts.',
      { path: '^src-(main|preload|renderer)/', pathNot: '^src-main/(adapters|hosts)/' },
      { path: '^src-main/(adapters|hosts)/' },
    ),
    forbid(
      'adapters-know-no-host',
      'Direction: hosts -> adapters -> core.',
      { path: '^src-main/adapters/' },
      { path: '^src-main/hosts/' },
    ),
    forbid(
      'rehearsal-is-a-program',
      'The rehearsal agent runs in a pane, as a program of its own: nothing of the app is in it but the play it is given.',
      { path: '^src-main/adapters/agents/rehearsal/' },
      { path: '^src-', pathNot: ['^src-main/adapters/agents/rehearsal(-material)?/', CONTRACT] },
    ),
    forbid(
      'programs-are-started',
      'What is a process or a thread of its own does its work when it is loaded: it is never imported.',
      { path: '^src-main/' },
      { path: '^src-main/.*/(main|worker)\\.ts$' },
    ),
    forbid(
      'electron-in-two-places',
      'Electron is known to the desktop host and the bridge alone.',
      { path: '^src-', pathNot: '^src-(main/hosts/desktop/|preload/bridge\\.ts$)' },
      { path: '^(node_modules/)?electron(/|$)' },
    ),
    forbid(
      'bridge-hands-over-a-port',
      'The preload imports electron and the contract.',
      { path: '^src-preload/bridge\\.ts$' },
      { pathNot: [CONTRACT, '^(node_modules/)?electron(/|$)'] },
    ),
    forbid(
      'no-tests-in-the-app',
      'What ships does not import what tests it.',
      { path: '^src-' },
      { path: '^(tests|build)/' },
    ),
    forbid(
      'no-orphans',
      'A file that nothing imports and that starts nothing.',
      {
        orphan: true,
        path: '^src-',
        pathNot: ['/main\\.tsx?$', '/worker\\.ts$', '^src-preload/bridge\\.ts$', '\\.d\\.ts$'],
      },
      {},
    ),
  ],
  options: {
    // It is given a tree of imports alone (build/layers), which any parser reads.
    parser: 'swc',
    // node_modules is a link in that tree: packages keep the names that the rules know.
    preserveSymlinks: true,
    doNotFollow: { path: 'node_modules' },
    moduleSystems: ['es6', 'cjs'],
    enhancedResolveOptions: {
      extensions: ['.ts', '.tsx', '.mjs', '.js', '.cjs', '.json', '.d.ts'],
      exportsFields: ['exports'],
      conditionNames: ['import', 'require', 'node', 'default', 'types'],
      mainFields: ['module', 'main', 'types', 'typings'],
    },
  },
};
