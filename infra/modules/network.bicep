import { resourceTags } from '../types.bicep'
import { privateZones } from '../private-zones.bicep'

metadata description = 'The virtual network of a private installation: a subnet for the app, one for private endpoints, and their DNS zones.'

@description('Name of the virtual network.')
@minLength(2)
@maxLength(64)
param name string

@description('Prefix of the names of network security groups.')
@minLength(2)
param securityGroupPrefix string

@description('Region.')
param location string

@description('Tags of each resource.')
param tags resourceTags

@description('Name of the subnet of the app.')
param appSubnetName string

@description('Name of the subnet of the private endpoints.')
param endpointSubnetName string

@description('Address space; the app gets the first /26 of it, the private endpoints the second.')
param addressSpace string

var zones = items(privateZones)

resource appSecurity 'Microsoft.Network/networkSecurityGroups@2025-07-01' = {
  name: '${securityGroupPrefix}-app'
  location: location
  tags: tags
}

resource endpointSecurity 'Microsoft.Network/networkSecurityGroups@2025-07-01' = {
  name: '${securityGroupPrefix}-endpoints'
  location: location
  tags: tags
  properties: {
    securityRules: [
      {
        name: 'allow-app'
        properties: {
          description: 'The app reaches them on every port: the direct mode of Cosmos DB takes any behind a private endpoint.'
          priority: 100
          direction: 'Inbound'
          access: 'Allow'
          protocol: 'Tcp'
          sourceAddressPrefix: cidrSubnet(addressSpace, 26, 0)
          sourcePortRange: '*'
          destinationAddressPrefix: cidrSubnet(addressSpace, 26, 1)
          destinationPortRange: '*'
        }
      }
      {
        name: 'deny-others'
        properties: {
          description: 'Nothing else in the network has business with these services.'
          priority: 4096
          direction: 'Inbound'
          access: 'Deny'
          protocol: '*'
          sourceAddressPrefix: '*'
          sourcePortRange: '*'
          destinationAddressPrefix: '*'
          destinationPortRange: '*'
        }
      }
    ]
  }
}

resource network 'Microsoft.Network/virtualNetworks@2025-07-01' = {
  name: name
  location: location
  tags: tags
  properties: {
    addressSpace: { addressPrefixes: [addressSpace] }
  }
}

resource appSubnet 'Microsoft.Network/virtualNetworks/subnets@2025-07-01' = {
  parent: network
  name: appSubnetName
  properties: {
    addressPrefix: cidrSubnet(addressSpace, 26, 0)
    networkSecurityGroup: { id: appSecurity.id }
    delegations: [
      {
        name: 'flex-consumption'
        properties: { serviceName: 'Microsoft.App/environments' }
      }
    ]
    // Service Bus enforces "deny" only beside at least one rule; this subnet is that rule.
    serviceEndpoints: [{ service: 'Microsoft.ServiceBus' }]
  }
}

resource endpointSubnet 'Microsoft.Network/virtualNetworks/subnets@2025-07-01' = {
  parent: network
  name: endpointSubnetName
  // Subnets of one network must be created one after the other.
  dependsOn: [appSubnet]
  properties: {
    addressPrefix: cidrSubnet(addressSpace, 26, 1)
    networkSecurityGroup: { id: endpointSecurity.id }
    privateEndpointNetworkPolicies: 'Enabled'
  }
}

resource dnsZones 'Microsoft.Network/privateDnsZones@2024-06-01' = [
  for zone in zones: {
    name: zone.value
    location: 'global'
    tags: tags
  }
]

resource dnsLinks 'Microsoft.Network/privateDnsZones/virtualNetworkLinks@2024-06-01' = [
  for (zone, index) in zones: {
    parent: dnsZones[index]
    name: name
    location: 'global'
    tags: tags
    properties: {
      virtualNetwork: { id: network.id }
      registrationEnabled: false
    }
  }
]
