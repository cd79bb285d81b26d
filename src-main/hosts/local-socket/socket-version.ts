/** Raised when the lines of the socket change in a way that an older Tutti can't follow. */
export const socketVersion = 1;
