/**
 * The WWAN profile schema, version 4, written from its documentation: a root of its own, with the elements of version 1 in
 * the namespace of version 4 and more behind them, and a second root for the configuration of a modem. Numbers are bounded so
 * that they are read without loss.
 */
import { V1 } from './version-1.ts'

export const V4 = 'http://www.microsoft.com/networking/WWAN/profile/v4'

export const SCHEMA_4 = `<?xml version="1.0" encoding="utf-8"?>
<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns="${V4}" xmlns:v1="${V1}"
    targetNamespace="${V4}" elementFormDefault="qualified">
  <xs:import namespace="${V1}" schemaLocation="version-1.xsd"/>

  <xs:element name="MBNProfileExt">
    <xs:complexType>
      <xs:sequence>
        <xs:element name="Name" type="v1:nameType"/>
        <xs:element name="Description" type="v1:nameType" minOccurs="0"/>
        <xs:element name="ICONFilePath" type="v1:iconFileType" minOccurs="0"/>
        <xs:element name="IsDefault" type="xs:boolean"/>
        <xs:element name="ProfileCreationType" type="v1:profileCreationType" minOccurs="0"/>
        <xs:element name="SubscriberID" type="v1:subscriberIdType" minOccurs="0"/>
        <xs:element name="SimIccID" type="v1:simIccIDType"/>
        <xs:element name="HomeProviderName" type="v1:providerNameType" minOccurs="0"/>
        <xs:element name="AutoConnectOnInternet" type="xs:boolean" minOccurs="0"/>
        <xs:element name="ConnectionMode" type="v1:connectionModeType" minOccurs="0"/>
        <xs:element name="Context" type="contextExtType" minOccurs="0"/>
        <xs:element name="DataRoamingPartners" type="dataRoamingPartnersType" minOccurs="0"/>
        <xs:element name="PurposeGroups" type="purposeGroupsType" minOccurs="0"/>
        <xs:element name="ProfileConditionedOn" type="conditionType" minOccurs="0"/>
        <xs:element name="IsProvisioningProfile" type="xs:boolean" minOccurs="0" default="false"/>
        <xs:element name="ApnID" type="apnIdType" minOccurs="0" default="0"/>
        <xs:element name="AdminEnable" type="xs:boolean" minOccurs="0" default="true"/>
        <xs:element name="AdminRoamControl" type="roamControlType" minOccurs="0" default="AllRoamAllowed"/>
        <xs:element name="IsExclusiveToOther" type="xs:boolean" minOccurs="0" default="false"/>
        <xs:element name="IsLongStandingAdditionalPdpContextProfile" type="xs:boolean" minOccurs="0" default="false"/>
        <xs:element name="MmsConfiguration" type="mmsType" minOccurs="0"/>
        <xs:any namespace="##other" processContents="lax" minOccurs="0" maxOccurs="unbounded"/>
      </xs:sequence>
    </xs:complexType>
  </xs:element>

  <xs:element name="ModemDMConfigProfile">
    <xs:complexType>
      <xs:sequence>
        <xs:element name="Name" type="v1:nameType"/>
        <xs:element name="SimIccID" type="v1:simIccIDType"/>
        <xs:element name="ApnID" type="apnIdType"/>
        <xs:element name="OemConnectionId" type="guidType"/>
        <xs:element name="RoamApplicability" type="roamApplicabilityType" minOccurs="0"/>
        <xs:element name="Context" type="contextExtType"/>
        <xs:element name="AdminEnable" type="xs:boolean"/>
        <xs:element name="AdminRoamControl" type="roamControlType"/>
        <xs:element name="ProfileCreationType" type="v1:profileCreationType" minOccurs="0"/>
        <xs:any namespace="##other" processContents="lax" minOccurs="0" maxOccurs="unbounded"/>
      </xs:sequence>
    </xs:complexType>
  </xs:element>

  <xs:complexType name="contextExtType">
    <xs:sequence>
      <xs:element name="AccessString" type="v1:accessStringType" minOccurs="0"/>
      <xs:element name="UserLogonCred" type="userLogonCredType" minOccurs="0"/>
      <xs:element name="Compression" type="v1:compressionType" minOccurs="0"/>
      <xs:element name="AuthProtocol" type="authProtocolExtType" minOccurs="0"/>
      <xs:element name="IPType" type="ipType" minOccurs="0"/>
    </xs:sequence>
  </xs:complexType>

  <xs:complexType name="userLogonCredType">
    <xs:sequence>
      <xs:element name="UserName" type="v1:userNameType"/>
      <xs:element name="IgnorePassword" type="xs:boolean" minOccurs="0"/>
      <xs:element name="Password" type="v1:passwordType" minOccurs="0"/>
    </xs:sequence>
  </xs:complexType>

  <xs:simpleType name="authProtocolExtType">
    <xs:union memberTypes="v1:authProtocolType">
      <xs:simpleType>
        <xs:restriction base="xs:string">
          <xs:enumeration value="AutoSelection"/>
        </xs:restriction>
      </xs:simpleType>
    </xs:union>
  </xs:simpleType>

  <xs:simpleType name="ipType">
    <xs:restriction base="xs:string">
      <xs:enumeration value="Default"/>
      <xs:enumeration value="IPv4"/>
      <xs:enumeration value="IPv6"/>
      <xs:enumeration value="IPv4v6"/>
      <xs:enumeration value="XLAT"/>
    </xs:restriction>
  </xs:simpleType>

  <xs:complexType name="dataRoamingPartnersType">
    <xs:sequence>
      <xs:element name="Provider" type="providerType" maxOccurs="unbounded"/>
    </xs:sequence>
  </xs:complexType>

  <xs:complexType name="providerType">
    <xs:sequence>
      <xs:element name="ProviderID" type="v1:providerIdType"/>
      <xs:element name="ProviderName" type="v1:providerNameType"/>
    </xs:sequence>
  </xs:complexType>

  <xs:complexType name="purposeGroupsType">
    <xs:sequence>
      <xs:element name="PurposeGroupGuid" type="guidType" maxOccurs="10"/>
    </xs:sequence>
  </xs:complexType>

  <xs:simpleType name="guidType">
    <xs:restriction base="xs:token">
      <xs:pattern value="\\{[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}\\}"/>
    </xs:restriction>
  </xs:simpleType>

  <xs:complexType name="conditionType">
    <xs:sequence>
      <xs:element name="CellularClass" type="cellularClassType" minOccurs="0"/>
      <xs:element name="RATApplicability" type="ratType" minOccurs="0"/>
      <xs:element name="RoamApplicability" type="roamApplicabilityType" minOccurs="0"/>
      <xs:element name="IMSI" type="xs:string" minOccurs="0"/>
      <xs:element name="IwlanApplicability" type="iwlanType" minOccurs="0" default="CellularOnly"/>
    </xs:sequence>
  </xs:complexType>

  <xs:simpleType name="cellularClassType">
    <xs:restriction base="xs:string">
      <xs:enumeration value="3GPP"/>
      <xs:enumeration value="3GPP2"/>
    </xs:restriction>
  </xs:simpleType>

  <xs:simpleType name="ratType">
    <xs:restriction base="xs:string">
      <xs:enumeration value="LTE_eHRPD"/>
      <xs:enumeration value="3GPP_LEGACY"/>
    </xs:restriction>
  </xs:simpleType>

  <xs:simpleType name="roamApplicabilityType">
    <xs:restriction base="xs:string">
      <xs:enumeration value="NonPartnerOnly"/>
      <xs:enumeration value="PartnerOnly"/>
      <xs:enumeration value="HomeOnly"/>
      <xs:enumeration value="HomeAndPartner"/>
      <xs:enumeration value="PartnerAndNonpartner"/>
      <xs:enumeration value="AllRoaming"/>
    </xs:restriction>
  </xs:simpleType>

  <xs:simpleType name="iwlanType">
    <xs:restriction base="xs:string">
      <xs:enumeration value="CellularOnly"/>
      <xs:enumeration value="CellularAndIwlan"/>
      <xs:enumeration value="IwlanOnly"/>
    </xs:restriction>
  </xs:simpleType>

  <xs:simpleType name="apnIdType">
    <xs:restriction base="xs:decimal">
      <xs:totalDigits value="15"/>
      <xs:fractionDigits value="0"/>
    </xs:restriction>
  </xs:simpleType>

  <xs:simpleType name="roamControlType">
    <xs:restriction base="xs:string">
      <xs:enumeration value="AllRoamAllowed"/>
      <xs:enumeration value="PartnerRoamAllowed"/>
      <xs:enumeration value="NoRoamAllowed"/>
    </xs:restriction>
  </xs:simpleType>

  <xs:complexType name="mmsType">
    <xs:sequence>
      <xs:element name="MmscUrl" type="mmscUrlType" minOccurs="0"/>
      <xs:element name="MmscPort" type="mmscPortType" minOccurs="0"/>
      <xs:element name="MmsMaximumMessageSize" type="xs:unsignedInt" minOccurs="0"/>
    </xs:sequence>
  </xs:complexType>

  <xs:simpleType name="mmscUrlType">
    <xs:restriction base="xs:anyURI">
      <xs:maxLength value="2048"/>
    </xs:restriction>
  </xs:simpleType>

  <xs:simpleType name="mmscPortType">
    <xs:restriction base="xs:unsignedInt">
      <xs:maxInclusive value="99999"/>
    </xs:restriction>
  </xs:simpleType>
</xs:schema>
`
