/** Another process, or this one, already serves the folder: its data has one owner at a time. */
export class FolderInUse extends Error {
  constructor(
    readonly folder: string,
    /** The process that owns the folder, as far as it said. */
    readonly ownerPid?: number,
  ) {
    const owner =
      ownerPid === undefined ? 'another process' : ownerPid === process.pid ? 'this process' : `process ${ownerPid}`;
    super(
      `The data folder ${folder} is in use by ${owner}. Stop that process, or choose another folder; ` +
        'to run several engines on the same data, set MONGODB_URI to use MongoDB.',
    );
    this.name = 'FolderInUse';
  }
}
