/** Profiles of every version of the schema, as texts. */

export const V1 = 'http://www.microsoft.com/networking/WWAN/profile/v1'
export const V2 = 'http://www.microsoft.com/networking/WWAN/profile/v2'
export const V3 = 'http://www.microsoft.com/networking/WWAN/profile/v3'
export const V4 = 'http://www.microsoft.com/networking/WWAN/profile/v4'
export const INTERNET = '{3E5545D2-1137-4DC8-A198-33F1C657515F}'

export const FIRST = `<MBNProfile xmlns="${V1}">
  <Name>Contoso Data</Name>
  <IsDefault>false</IsDefault>
  <SubscriberID>001010123456789</SubscriberID>
</MBNProfile>
`

export const FOURTH = `<MBNProfileExt xmlns="${V4}">
  <Name>Contoso MMS</Name>
  <IsDefault>false</IsDefault>
  <SimIccID>8988211000000012345</SimIccID>
</MBNProfileExt>
`

export const WHOLE = `<?xml version="1.0" encoding="utf-8"?>
<MBNProfileExt xmlns="${V4}">
  <Name>Contoso MMS</Name>
  <Description>Pictures</Description>
  <ICONFilePath>/usr/share/icons/contoso.bmp</ICONFilePath>
  <IsDefault>false</IsDefault>
  <ProfileCreationType>UserProvisioned</ProfileCreationType>
  <SubscriberID>001010123456789</SubscriberID>
  <SimIccID>8988211000000012345</SimIccID>
  <HomeProviderName>Contoso</HomeProviderName>
  <AutoConnectOnInternet>false</AutoConnectOnInternet>
  <ConnectionMode>manual</ConnectionMode>
  <Context>
    <AccessString>mms.contoso.example</AccessString>
    <UserLogonCred>
      <UserName>user</UserName>
    </UserLogonCred>
    <Compression>DISABLE</Compression>
    <AuthProtocol>AutoSelection</AuthProtocol>
    <IPType>XLAT</IPType>
  </Context>
  <DataRoamingPartners>
    <Provider>
      <ProviderID>00102</ProviderID>
      <ProviderName>Fabrikam</ProviderName>
    </Provider>
  </DataRoamingPartners>
  <PurposeGroups>
    <PurposeGroupGuid>${INTERNET}</PurposeGroupGuid>
    <PurposeGroupGuid>{53e2c5d3-d13c-4068-aa38-9c48ff2e55a8}</PurposeGroupGuid>
  </PurposeGroups>
  <ProfileConditionedOn>
    <CellularClass>3GPP</CellularClass>
    <RATApplicability>3GPP_LEGACY</RATApplicability>
    <RoamApplicability>HomeAndPartner</RoamApplicability>
    <IMSI>001010123456789</IMSI>
    <IwlanApplicability>CellularAndIwlan</IwlanApplicability>
  </ProfileConditionedOn>
  <IsProvisioningProfile>true</IsProvisioningProfile>
  <ApnID>7</ApnID>
  <AdminEnable>true</AdminEnable>
  <AdminRoamControl>PartnerRoamAllowed</AdminRoamControl>
  <IsExclusiveToOther>false</IsExclusiveToOther>
  <IsLongStandingAdditionalPdpContextProfile>true</IsLongStandingAdditionalPdpContextProfile>
  <MmsConfiguration>
    <MmscUrl>http://mms.contoso.example/</MmscUrl>
    <MmscPort>8080</MmscPort>
    <MmsMaximumMessageSize>300</MmsMaximumMessageSize>
  </MmsConfiguration>
  <IsPurchaseProfile xmlns="${V2}">true</IsPurchaseProfile>
  <DisplayProviderName xmlns="${V2}">Contoso Mobile</DisplayProviderName>
  <IsAdditionalPdpContextProfile xmlns="${V3}">true</IsAdditionalPdpContextProfile>
</MBNProfileExt>
`

export const MODEM = `<?xml version="1.0" encoding="utf-8"?>
<ModemDMConfigProfile xmlns="${V4}">
  <Name>Modem</Name>
  <SimIccID>8988211000000012345</SimIccID>
  <ApnID>3</ApnID>
  <OemConnectionId>${INTERNET}</OemConnectionId>
  <RoamApplicability>HomeOnly</RoamApplicability>
  <Context>
    <AccessString>ims</AccessString>
    <Compression>DISABLE</Compression>
    <AuthProtocol>NONE</AuthProtocol>
    <IPType>IPv4v6</IPType>
  </Context>
  <AdminEnable>true</AdminEnable>
  <AdminRoamControl>AllRoamAllowed</AdminRoamControl>
  <ProfileCreationType>DeviceProvisioned</ProfileCreationType>
</ModemDMConfigProfile>
`

export const inFirst = (xml: string): string => FIRST.replace('</MBNProfile>', `${xml}\n</MBNProfile>`)
export const inFourth = (xml: string): string =>
  FOURTH.replace('</MBNProfileExt>', `${xml}\n</MBNProfileExt>`)
