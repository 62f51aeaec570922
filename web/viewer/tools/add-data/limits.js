// What the page takes. More than this belongs into the store, where staff import it with geoimport.

/** A computer of an office with 4 GB reads this in seconds; 200 MB would take the browser's memory. */
export const largestFileInMegabytes = 50;

/** Of one zip, unpacked: what a file of a few kilobytes can claim has no end. */
export const largestUnpackedInMegabytes = 150;

/** In one layer. MapLibre cuts them into tiles in memory. */
export const mostFeatures = 50_000;
export const mostPositions = 1_500_000;

/** Files dropped at once, and files in one zip. */
export const mostFiles = 200;

/** Columns of a table that are shown; the details of a feature show all. */
export const mostColumns = 60;

export const megabyte = 1_000_000;
