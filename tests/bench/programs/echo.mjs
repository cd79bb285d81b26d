// Reads raw and answers each Enter with a numbered line: `took 1`, `took 2`. Its answer is one write.
let taken = 0;
process.stdin.setRawMode?.(true);
process.stdin.on('data', (bytes) => {
  let answer = '';
  for (const byte of bytes) if (byte === 0x0d) answer += `took ${++taken}.\r\n`;
  if (answer !== '') process.stdout.write(answer);
});
process.stdout.write('echo is ready\r\n');
