// The driver by its names, so that a bundle of it has them too: a CommonJS package that is imported lazily comes as a default.
export { auth, connections, HiveClient, HiveUtils, thrift } from 'hive-driver'
