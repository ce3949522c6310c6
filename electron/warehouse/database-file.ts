/** The warehouse's file in the data folder. */
export const databaseFile = 'warehouse.sqlite'
