// The driver by its name, so that a bundle of it has that name too: a CommonJS package that is imported lazily comes as a default.
export { DBSQLClient } from '@databricks/sql'
