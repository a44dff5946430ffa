/**
 * The WWAN profile schema, version 1, written from its documentation (MicrosoftDocs/win32, "MBN profile schema"). Where the
 * pages contradict each other, both spellings are taken: `MsCHAPv2` (schema) and `MsCHAPV2` (page). Elements of other
 * namespaces stand in the extension point at the end, where those of versions 2 and 3 are checked.
 */
export const V1 = 'http://www.microsoft.com/networking/WWAN/profile/v1'

export const SCHEMA_1 = `<?xml version="1.0" encoding="utf-8"?>
<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns="${V1}"
    targetNamespace="${V1}" elementFormDefault="qualified">

  <xs:element name="MBNProfile">
    <xs:complexType>
      <xs:sequence>
        <xs:element name="Name" type="nameType"/>
        <xs:element name="Description" type="nameType" minOccurs="0"/>
        <xs:element name="ICONFilePath" type="iconFileType" minOccurs="0"/>
        <xs:element name="IsDefault" type="xs:boolean"/>
        <xs:element name="ProfileCreationType" type="profileCreationType" minOccurs="0"/>
        <xs:element name="SubscriberID" type="subscriberIdType"/>
        <xs:element name="SimIccID" type="simIccIDType" minOccurs="0"/>
        <xs:element name="HomeProviderName" type="providerNameType" minOccurs="0"/>
        <xs:element name="AutoConnectOnInternet" type="xs:boolean" minOccurs="0"/>
        <xs:element name="ConnectionMode" type="connectionModeType" minOccurs="0" default="manual"/>
        <xs:element name="Context" type="contextType" minOccurs="0"/>
        <xs:element name="DataRoamingPartners" type="dataRoamingPartnersType" minOccurs="0"/>
        <xs:any namespace="##other" processContents="lax" minOccurs="0" maxOccurs="unbounded"/>
      </xs:sequence>
    </xs:complexType>
  </xs:element>

  <xs:simpleType name="nameType">
    <xs:restriction base="xs:normalizedString">
      <xs:whiteSpace value="collapse"/>
      <xs:minLength value="1"/>
      <xs:maxLength value="255"/>
    </xs:restriction>
  </xs:simpleType>

  <xs:simpleType name="iconFileType">
    <xs:restriction base="xs:token">
      <xs:minLength value="1"/>
      <xs:maxLength value="1024"/>
    </xs:restriction>
  </xs:simpleType>

  <xs:simpleType name="profileCreationType">
    <xs:restriction base="xs:string">
      <xs:enumeration value="UserProvisioned"/>
      <xs:enumeration value="AdminProvisioned"/>
      <xs:enumeration value="OperatorProvisioned"/>
      <xs:enumeration value="DeviceProvisioned"/>
    </xs:restriction>
  </xs:simpleType>

  <xs:simpleType name="subscriberIdType">
    <xs:restriction base="xs:token">
      <xs:minLength value="1"/>
    </xs:restriction>
  </xs:simpleType>

  <xs:simpleType name="simIccIDType">
    <xs:restriction base="xs:token">
      <xs:pattern value="[0-9a-zA-Z]{1,20}"/>
    </xs:restriction>
  </xs:simpleType>

  <xs:simpleType name="providerNameType">
    <xs:restriction base="xs:normalizedString">
      <xs:whiteSpace value="collapse"/>
      <xs:minLength value="1"/>
      <xs:maxLength value="20"/>
    </xs:restriction>
  </xs:simpleType>

  <xs:simpleType name="providerIdType">
    <xs:restriction base="xs:token">
      <xs:pattern value="[0-9]{1,6}"/>
    </xs:restriction>
  </xs:simpleType>

  <xs:simpleType name="connectionModeType">
    <xs:restriction base="xs:string">
      <xs:enumeration value="manual"/>
      <xs:enumeration value="auto"/>
      <xs:enumeration value="auto-home"/>
    </xs:restriction>
  </xs:simpleType>

  <xs:complexType name="contextType">
    <xs:sequence>
      <xs:element name="AccessString" type="accessStringType" minOccurs="0"/>
      <xs:element name="UserLogonCred" type="userLogonCredType" minOccurs="0"/>
      <xs:element name="Compression" type="compressionType" minOccurs="0"/>
      <xs:element name="AuthProtocol" type="authProtocolType" minOccurs="0"/>
    </xs:sequence>
  </xs:complexType>

  <xs:simpleType name="accessStringType">
    <xs:restriction base="xs:token">
      <xs:minLength value="1"/>
      <xs:maxLength value="100"/>
    </xs:restriction>
  </xs:simpleType>

  <xs:complexType name="userLogonCredType">
    <xs:sequence>
      <xs:element name="UserName" type="userNameType"/>
      <xs:element name="IgnorePassword" type="xs:boolean" minOccurs="0"/>
      <xs:element name="Password" type="passwordType" minOccurs="0"/>
    </xs:sequence>
  </xs:complexType>

  <xs:simpleType name="userNameType">
    <xs:restriction base="xs:normalizedString">
      <xs:minLength value="1"/>
      <xs:maxLength value="255"/>
    </xs:restriction>
  </xs:simpleType>

  <xs:simpleType name="passwordType">
    <xs:restriction base="xs:string">
      <xs:maxLength value="255"/>
    </xs:restriction>
  </xs:simpleType>

  <xs:simpleType name="compressionType">
    <xs:restriction base="xs:string">
      <xs:enumeration value="DISABLE"/>
      <xs:enumeration value="ENABLE"/>
    </xs:restriction>
  </xs:simpleType>

  <xs:simpleType name="authProtocolType">
    <xs:restriction base="xs:string">
      <xs:enumeration value="NONE"/>
      <xs:enumeration value="PAP"/>
      <xs:enumeration value="CHAP"/>
      <xs:enumeration value="MsCHAPv2"/>
      <xs:enumeration value="MsCHAPV2"/>
    </xs:restriction>
  </xs:simpleType>

  <xs:complexType name="dataRoamingPartnersType">
    <xs:sequence>
      <xs:element name="Provider" type="providerType" maxOccurs="unbounded"/>
    </xs:sequence>
  </xs:complexType>

  <xs:complexType name="providerType">
    <xs:sequence>
      <xs:element name="ProviderID" type="providerIdType"/>
      <xs:element name="ProviderName" type="providerNameType"/>
    </xs:sequence>
  </xs:complexType>
</xs:schema>
`
