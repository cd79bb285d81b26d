import fc from 'fast-check';

const lower = 'abcdefghijklmnopqrstuvwxyz';
const digits = '0123456789';
const letters = `${lower}${lower.toUpperCase()}${digits}`;
const base32 = `${lower.toUpperCase()}234567`;
const hex = `${digits}abcdef`;

/** Random letters, made of so many different ones that nobody would call them made up. */
const of = (alphabet: string, length: number): fc.Arbitrary<string> =>
  fc
    .array(fc.constantFrom(...alphabet), { minLength: length, maxLength: length })
    .map((found) => found.join(''))
    .filter(
      (text) =>
        new Set(text.toLowerCase().slice(-16)).size > Math.min(6, length / 3) &&
        !/example|placeholder|changeme|your|x{8}|0123456789|1234567890|abcdefghij/i.test(text),
    );

const joined = (...parts: (string | fc.Arbitrary<string>)[]): fc.Arbitrary<string> =>
  fc
    .tuple(...parts.map((part) => (typeof part === 'string' ? fc.constant(part) : part)))
    .map((all) => all.join(''));

/** By what a find says that it is: such tokens, made anew each time, so that none stands in this file. */
export const knownTokens: Readonly<Record<string, fc.Arbitrary<string>>> = {
  'a GitHub token': fc.oneof(
    joined('ghp_', of(letters, 36)),
    joined('ghs_', of(letters, 36)),
    joined('github_pat_', of(letters, 22), '_', of(letters, 59)),
  ),
  'a GitLab token': joined('glpat-', of(letters, 20)),
  'an AWS access key': joined(fc.constantFrom('AKIA', 'ASIA'), of(base32, 16)),
  'an AWS secret access key': joined(
    fc.constantFrom('aws_secret_access_key = ', 'AWS_SECRET_ACCESS_KEY=', '"secretAccessKey": "'),
    of(letters, 40),
  ),
  'a Google API key': joined('AIza', of(letters, 35)),
  'a Google OAuth client secret': joined('GOCSPX-', of(letters, 28)),
  'an Azure storage key': joined('DefaultEndpointsProtocol=https;AccountKey=', of(letters, 86), '=='),
  'a Microsoft Entra client secret': joined(of(letters, 3), '8Q~', of(letters, 34)),
  'a DigitalOcean token': joined('dop_v1_', of(hex, 64)),
  'a Tailscale key': joined('tskey-auth-', of(letters, 12), '-', of(letters, 32)),
  'a HashiCorp Vault token': joined('hvs.', of(letters, 92)),
  'a Terraform Cloud token': joined(of(letters, 14), '.atlasv1.', of(letters, 64)),
  'a Databricks token': joined('dapi', of(hex, 32)),
  'an Anthropic API key': joined('sk-ant-api03-', of(letters, 93), 'AA'),
  'an OpenAI API key': fc.oneof(
    joined('sk-', of(letters, 20), 'T3BlbkFJ', of(letters, 20)),
    joined('sk-proj-', of(letters, 74), 'T3BlbkFJ', of(letters, 74)),
  ),
  'an OpenRouter API key': joined('sk-or-v1-', of(hex, 64)),
  'a Groq API key': joined('gsk_', of(letters, 52)),
  'an xAI API key': joined('xai-', of(letters, 80)),
  'a Hugging Face token': joined('hf_', of(letters, 34)),
  'an npm token': joined('npm_', of(letters, 36)),
  'an npm registry password': joined('//npm.internal.acme.io/:_authToken=', of(letters, 36)),
  'a PyPI token': joined('pypi-AgEIcHlwaS5vcmc', of(letters, 60)),
  'a Docker Hub token': joined('dckr_pat_', of(letters, 27)),
  'a Slack token': joined('xoxb-', of(digits, 12), '-', of(digits, 12), '-', of(letters, 24)),
  'a Slack webhook': joined(
    'https://hooks.slack.com/services/T',
    of(base32, 9),
    '/B',
    of(base32, 9),
    '/',
    of(letters, 24),
  ),
  'a Telegram bot token': joined('6', of(digits, 9), ':AA', of(letters, 33)),
  'a SendGrid key': joined('SG.', of(letters, 22), '.', of(letters, 43)),
  'a Twilio key': joined('SK', of(hex, 32)),
  'a Stripe key': joined(fc.constantFrom('sk', 'rk'), '_live_', of(letters, 24)),
  'a Shopify token': joined('shpat_', of(hex, 32)),
  'a Linear key': joined('lin_api_', of(letters, 40)),
  'a Figma token': joined('figd_', of(letters, 40)),
  'a Grafana token': joined('glsa_', of(letters, 32), '_', of(hex, 8)),
  'a New Relic key': joined('NRAK-', of(base32, 27)),
  'an age key': joined('AGE-SECRET-KEY-1', of('QPZRY9X8GF2TVDW0S3JN54KHCE6MUA7L', 58)),
  'a private key': joined(
    fc.constantFrom('-----BEGIN ', '-----BEGIN RSA ', '-----BEGIN OPENSSH ', '-----BEGIN EC '),
    'PRIVATE KEY-----',
    fc.constantFrom('\n', '\r\n', '\\n'),
    of(letters, 64),
  ),
  'a password in an address': joined(
    fc.constantFrom('postgres', 'mysql', 'mongodb+srv', 'https', 'amqps'),
    '://app:',
    of(letters, 16).filter((text) => /\d/.test(text) && /[a-z]/i.test(text)),
    '@db-3.eu.acme.io/main',
  ),
};
