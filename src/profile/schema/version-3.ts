/** The WWAN profile schema, version 3: one more element for the extension point. */
export const V3 = 'http://www.microsoft.com/networking/WWAN/profile/v3'

export const SCHEMA_3 = `<?xml version="1.0" encoding="utf-8"?>
<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema" targetNamespace="${V3}" elementFormDefault="qualified">
  <xs:element name="IsAdditionalPdpContextProfile" type="xs:boolean"/>
</xs:schema>
`
