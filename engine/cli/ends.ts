/** The files, or the engine, say no. The message tells why. */
export class Refused extends Error {}

/** The command line makes no sense. */
export class WrongUse extends Error {}

/** The engine cannot be asked. */
export class Unreachable extends Error {}
