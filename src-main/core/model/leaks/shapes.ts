/** How a secret of one issuer looks. */
export interface Shape {
  /** What it is, with its article. */
  readonly what: string;
  /** Each match has one of these in it: texts without are not looked at further, which is what makes many shapes cheap. */
  readonly near: readonly string[];
  /**
   * With the flag `g`. Only what an issuer has given a mark of its own, so that a match is hardly ever anything else: passwords and
   * hashes look like any other text. Repetitions are of one class and next to none that overlaps: time grows with the text alone.
   */
  readonly pattern: RegExp;
}

const shape = (what: string, near: string | readonly string[], pattern: RegExp): Shape => ({
  what,
  near: typeof near === 'string' ? [near] : near,
  pattern,
});

/** Begins where no word goes on: a match within a longer word (base64, a hash) is part of that, not a token. */
const word = (pattern: string): RegExp =>
  new RegExp(`(?<![A-Za-z0-9_-])(?:${pattern})(?![A-Za-z0-9_-])`, 'g');

const codeHosts: readonly Shape[] = [
  // github.com: the classic ones have 36 characters, those of apps (ghs_) may be longer.
  shape('a GitHub token', ['ghp_', 'gho_', 'ghu_', 'ghs_', 'ghr_'], word('gh[pousr]_[A-Za-z0-9]{36,255}')),
  shape('a GitHub token', 'github_pat_', word('github_pat_[A-Za-z0-9]{22}_[A-Za-z0-9]{59}')),
  shape(
    'a GitLab token',
    'gl',
    word('gl(?:pat|oas|dt|rt|cbt|ptt|ft|imt|agent|soat|ffct)-[A-Za-z0-9_.-]{20,300}'),
  ),
  shape('a Bitbucket app password', 'ATBB', word('ATBB[A-Za-z0-9]{32}')),
  shape('an Atlassian API token', 'ATATT3', word('ATATT3[A-Za-z0-9_=-]{100,250}')),
];

const clouds: readonly Shape[] = [
  // An id alone opens nothing, but it is the half by which the other is found; base32, so without 0, 1, 8 and 9.
  shape('an AWS access key', ['AKIA', 'ASIA', 'ABIA', 'ACCA'], word('A(?:KIA|SIA|BIA|CCA)[A-Z2-7]{16}')),
  shape(
    'an AWS secret access key',
    ['ecret', 'ECRET'],
    /(?:aws_?|)secret_?access_?key["']?[ \t]{0,4}(?::=|=>|[:=])[ \t]{0,4}["']?([A-Za-z0-9/+]{40})(?![A-Za-z0-9/+])/gi,
  ),
  shape('a Google API key', 'AIza', word('AIza[A-Za-z0-9_-]{35}')),
  shape('a Google OAuth client secret', 'GOCSPX-', word('GOCSPX-[A-Za-z0-9_-]{28}')),
  shape('an Azure storage key', 'AccountKey=', /AccountKey=([A-Za-z0-9+/]{86}==)/g),
  shape('a Microsoft Entra client secret', 'Q~', word('[A-Za-z0-9_~.]{3}[0-9]Q~[A-Za-z0-9_~.-]{31,34}')),
  shape('a DigitalOcean token', '_v1_', word('do[opr]_v1_[a-f0-9]{64}')),
  shape('an Alibaba Cloud access key', 'LTAI', word('LTAI[A-Za-z0-9]{20}')),
  shape('a Heroku API key', 'HRKU-AA', word('HRKU-AA[A-Za-z0-9_-]{58}')),
  shape('a Fly.io token', 'FlyV1 fm2_', /FlyV1 fm2_[A-Za-z0-9+/=,_-]{60,2000}/g),
  shape('a Tailscale key', 'tskey-', word('tskey-[a-z]{2,12}-[A-Za-z0-9]{6,40}-[A-Za-z0-9]{16,80}')),
  shape('a HashiCorp Vault token', ['hvs.', 'hvb.', 'hvr.'], word('hv[sbr]\\.[A-Za-z0-9_-]{90,300}')),
  shape('a Terraform Cloud token', '.atlasv1.', word('[A-Za-z0-9]{14}\\.atlasv1\\.[A-Za-z0-9_=-]{60,70}')),
  shape('a Pulumi token', 'pul-', word('pul-[a-f0-9]{40}')),
  shape('a Doppler token', 'dp.', word('dp\\.(?:pt|st|ct|sa|scim|audit)\\.[A-Za-z0-9._-]{40,90}')),
  shape('a Databricks token', 'dapi', word('dapi[a-f0-9]{32}(?:-[0-9])?')),
  shape('a PlanetScale token', 'pscale_', word('pscale_(?:tkn|pw|oauth)_[A-Za-z0-9_.=-]{32,64}')),
  shape('a Supabase token', 'sbp_', word('sbp_[a-f0-9]{40}')),
];

const models: readonly Shape[] = [
  shape('an Anthropic API key', 'sk-ant-', word('sk-ant-[a-z]{3,6}[0-9]{2}-[A-Za-z0-9_-]{80,120}')),
  // The letters in the middle are base64 of "OpenAI".
  shape(
    'an OpenAI API key',
    'T3BlbkFJ',
    word('sk-(?:[a-z]{4,8}-)?[A-Za-z0-9_-]{20,74}T3BlbkFJ[A-Za-z0-9_-]{20,74}'),
  ),
  shape('an OpenRouter API key', 'sk-or-v1-', word('sk-or-v1-[a-f0-9]{64}')),
  shape('a Groq API key', 'gsk_', word('gsk_[A-Za-z0-9]{52}')),
  shape('an xAI API key', 'xai-', word('xai-[A-Za-z0-9]{80}')),
  shape('a Perplexity API key', 'pplx-', word('pplx-[A-Za-z0-9]{48}')),
  shape('a Replicate token', 'r8_', word('r8_[A-Za-z0-9]{37}')),
  shape('a Hugging Face token', 'hf_', word('hf_[A-Za-z0-9]{34}')),
];

const registries: readonly Shape[] = [
  shape('an npm token', 'npm_', word('npm_[A-Za-z0-9]{36}')),
  // The setting of any registry in .npmrc; one that comes from a variable begins with a dollar sign.
  shape(
    'an npm registry password',
    ':_',
    /\/:_(?:authToken|password|auth)[ \t]{0,4}=[ \t]{0,4}([A-Za-z0-9+/=_.-]{16,500})/g,
  ),
  shape('a PyPI token', 'pypi-', word('pypi-AgE[A-Za-z0-9_-]{50,1000}')),
  shape('a RubyGems key', 'rubygems_', word('rubygems_[a-f0-9]{48}')),
  shape('a crates.io token', 'cio', word('cio[A-Za-z0-9]{32}')),
  shape('a Docker Hub token', 'dckr_', word('dckr_(?:pat|oat)_[A-Za-z0-9_-]{27,32}')),
  shape('a NuGet key', 'oy2', word('oy2[a-z0-9]{43}')),
];

const talkAndMoney: readonly Shape[] = [
  shape('a Slack token', 'xox', word('xox[abeoprs]-(?:[0-9]{1,20}-){1,4}[A-Za-z0-9-]{16,120}')),
  shape('a Slack app token', 'xapp-', word('xapp-[0-9]-[A-Z0-9]{8,16}-[0-9]{8,16}-[a-z0-9]{40,80}')),
  shape(
    'a Slack webhook',
    'hooks.slack.com',
    /hooks\.slack\.com\/(?:services|workflows)\/[A-Z0-9]{8,14}\/[A-Z0-9]{8,14}\/[A-Za-z0-9]{20,30}/g,
  ),
  shape(
    'a Discord webhook',
    '/api/webhooks/',
    /discord(?:app)?\.com\/api\/webhooks\/[0-9]{17,20}\/[A-Za-z0-9_-]{60,80}/g,
  ),
  shape('a Telegram bot token', ':AA', word('[0-9]{8,10}:AA[A-Za-z0-9_-]{33}')),
  shape('a SendGrid key', 'SG.', word('SG\\.[A-Za-z0-9_-]{22}\\.[A-Za-z0-9_-]{43}')),
  shape('a Mailchimp key', '-us', word('[a-f0-9]{32}-us[0-9]{1,2}')),
  shape('a Twilio key', 'SK', word('SK[a-f0-9]{32}')),
  // Keys of its test mode move no money, and its own documents print them.
  shape('a Stripe key', 'k_live_', word('[rs]k_live_[A-Za-z0-9]{20,250}')),
  shape('a Stripe webhook secret', 'whsec_', word('whsec_[A-Za-z0-9]{32,64}')),
  shape('a Square token', 'sq0', word('sq0(?:atp-[A-Za-z0-9_-]{22}|csp-[A-Za-z0-9_-]{43})')),
  shape('a Shopify token', 'shp', word('shp(?:at|ca|pa|ss)_[a-fA-F0-9]{32}')),
];

const tools: readonly Shape[] = [
  shape('a Linear key', 'lin_', word('lin_(?:api|oauth)_[A-Za-z0-9]{40,64}')),
  shape('a Notion token', 'ntn_', word('ntn_[0-9]{11}[A-Za-z0-9]{35}')),
  shape('a Figma token', 'fig', word('fig[dou]_[A-Za-z0-9_-]{40}')),
  shape('a Postman key', 'PMAK-', word('PMAK-[a-f0-9]{24}-[a-f0-9]{34}')),
  shape('a Grafana token', 'glsa_', word('glsa_[A-Za-z0-9]{32}_[a-f0-9]{8}')),
  shape('a Grafana Cloud token', 'glc_', word('glc_eyJ[A-Za-z0-9+/=]{40,400}')),
  shape('a New Relic key', 'NRAK-', word('NRAK-[A-Z0-9]{27}')),
  shape('a Sentry token', 'sntry', word('sntry(?:u_[a-f0-9]{64}|s_eyJ[A-Za-z0-9+/=_-]{80,400})')),
  shape('a Dynatrace token', 'dt0', word('dt0[a-z][0-9]{2}\\.[A-Z2-7]{24}\\.[A-Z2-7]{64}')),
  shape('a 1Password service token', 'ops_eyJ', word('ops_eyJ[A-Za-z0-9+/=_-]{250,2000}')),
  shape('an age key', 'AGE-SECRET-KEY-1', word('AGE-SECRET-KEY-1[QPZRY9X8GF2TVDW0S3JN54KHCE6MUA7L]{58}')),
];

const keys: readonly Shape[] = [
  // The head alone stands in every program that reads keys: it counts with the key below it, as lines or as \n in a text.
  shape(
    'a private key',
    'PRIVATE KEY',
    /-----BEGIN (?:[A-Z0-9]{1,12} ){0,3}PRIVATE KEY(?: BLOCK)?-----(?:[\s"',+]|\\r|\\n){0,20}(?:(?:Proc-Type|DEK-Info|Version|Comment): [^\n\\]{1,100}(?:[\s"',+]|\\r|\\n){1,20}){0,4}[A-Za-z0-9+/]{40}/g,
  ),
  // What Tutti gives to each agent that it launches.
  shape(
    'a token of Tutti',
    'TUTTI_TOKEN',
    /TUTTI_TOKEN["']?[ \t]{0,4}[:=][ \t]{0,4}["']?([A-Za-z0-9_-]{43})(?![A-Za-z0-9_-])/g,
  ),
  shape('a PuTTY private key', 'PuTTY-User-Key-File-', /PuTTY-User-Key-File-[23]: [a-z0-9-]{3,30}\s/g),
  // With a host that others can reach: what runs on the own machine, or in a set of containers, has passwords that everyone knows.
  shape(
    'a password in an address',
    '://',
    /(?<![A-Za-z0-9+.-])(?:postgres(?:ql)?|mysql|mariadb|mongodb(?:\+srv)?|rediss?|amqps?|https?|ftps?|smtps?):\/\/[A-Za-z0-9_.%+-]{1,60}:(?=[^\s"'`@/]{0,80}[0-9])(?=[^\s"'`@/]{0,80}[A-Za-z])([A-Za-z0-9_.!%*~^=+-]{10,80})@(?!(?:[A-Za-z0-9-]{1,60}\.){0,6}(?:example|invalid|localhost|test|local)(?:\.(?:com|net|org))?(?![A-Za-z0-9.-]))(?:[A-Za-z0-9-]{1,60}\.){1,6}[A-Za-z]{2,20}(?![A-Za-z0-9-])/g,
  ),
];

/** What issuers say of how their tokens look, and what public lists of such rules agree on. */
export const shapes: readonly Shape[] = [
  ...codeHosts,
  ...clouds,
  ...models,
  ...registries,
  ...talkAndMoney,
  ...tools,
  ...keys,
];
