/** What is wrong in one place of one file. */
export interface FileProblem {
  /** As in "flow/rosmarino.json"; "" when it is about no single file. */
  file: string;
  /** JSON pointer; "" for the whole. */
  path: string;
  message: string;
}

/** Names in documents are anybody's: none may move the cursor or colour the terminal. */
export const withoutControls = (text: string): string =>
  // eslint-disable-next-line no-control-regex -- these are what is looked for
  text.replace(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u200e\u200f\u202a-\u202e\u2066-\u2069]/g, '�');

/** One line for each problem, under the name of its file. */
export function problemsInWords(problems: readonly FileProblem[]): string {
  const files = new Map<string, FileProblem[]>();
  for (const problem of problems) files.set(problem.file, [...(files.get(problem.file) ?? []), problem]);
  return [...files]
    .map(([file, ofFile]) => {
      const lines = ofFile.map(({ path, message }) => `  ${path ? `${path}: ` : ''}${message}`);
      return withoutControls([file || 'All together', ...lines].join('\n'));
    })
    .join('\n');
}
