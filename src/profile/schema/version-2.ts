/** The WWAN profile schema, version 2: what stands in the extension point of the profiles of version 1. */
import { V1 } from './version-1.ts'

export const V2 = 'http://www.microsoft.com/networking/WWAN/profile/v2'

export const SCHEMA_2 = `<?xml version="1.0" encoding="utf-8"?>
<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:v1="${V1}"
    targetNamespace="${V2}" elementFormDefault="qualified">
  <xs:import namespace="${V1}" schemaLocation="version-1.xsd"/>
  <xs:element name="IsPurchaseProfile" type="xs:boolean"/>
  <xs:element name="DisplayProviderName" type="v1:providerNameType"/>
</xs:schema>
`
