/** The schemas of all versions as one, and what is said of it. */
import { SCHEMA_1, V1 } from './version-1.ts'
import { SCHEMA_2, V2 } from './version-2.ts'
import { SCHEMA_3, V3 } from './version-3.ts'
import { SCHEMA_4, V4 } from './version-4.ts'

export { RULES } from './rule.ts'
export { V1, V2, V3, V4 }

/** By the names with which they refer to each other. */
export const SCHEMAS = {
  'version-1.xsd': SCHEMA_1,
  'version-2.xsd': SCHEMA_2,
  'version-3.xsd': SCHEMA_3,
  'version-4.xsd': SCHEMA_4,
} as const

/** Imports them all: an element of version 2 is checked where it stands in a profile of version 1. */
export const WHOLE_SCHEMA = `<?xml version="1.0" encoding="utf-8"?>
<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema">
  <xs:import namespace="${V1}" schemaLocation="version-1.xsd"/>
  <xs:import namespace="${V2}" schemaLocation="version-2.xsd"/>
  <xs:import namespace="${V3}" schemaLocation="version-3.xsd"/>
  <xs:import namespace="${V4}" schemaLocation="version-4.xsd"/>
</xs:schema>
`
