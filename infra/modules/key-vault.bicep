import { resourceTags } from '../types.bicep'
import { roles } from '../roles.bicep'
import { privateZones } from '../private-zones.bicep'

metadata description = 'Key Vault for the secrets of webhooks. The secrets themselves are set by people or by the postprovision hook, never by a template.'

@description('Name of the vault.')
@minLength(3)
@maxLength(24)
param name string

@description('Region.')
param location string

@description('Tags of each resource.')
param tags resourceTags

@description('Name of the identity that reads secrets.')
param identityName string

@description('Object id of the deployer, who may set secrets; empty for no one.')
param deployerId string

@description('Type of that principal.')
@allowed(['User', 'ServicePrincipal', 'Group'])
param deployerType string

@description('Keeps a deleted vault from being purged early. It cannot be switched off again, and the name stays taken after azd down.')
param purgeProtection bool

@description('Workspace that logs go to.')
param workspaceId string

@description('Subnet of private endpoints; empty for public endpoints.')
param endpointSubnetId string

@description('Prefix of the names of private endpoints.')
param endpointPrefix string

resource app 'Microsoft.ManagedIdentity/userAssignedIdentities@2024-11-30' existing = {
  name: identityName
}

resource vault 'Microsoft.KeyVault/vaults@2026-02-01' = {
  name: name
  location: location
  tags: tags
  properties: {
    tenantId: tenant().tenantId
    sku: {
      family: 'A'
      name: 'standard'
    }
    enableRbacAuthorization: true
    enableSoftDelete: true
    softDeleteRetentionInDays: 90
    enablePurgeProtection: purgeProtection ? true : null
    publicNetworkAccess: empty(endpointSubnetId) ? 'Enabled' : 'Disabled'
    networkAcls: {
      bypass: 'None'
      defaultAction: empty(endpointSubnetId) ? 'Allow' : 'Deny'
    }
  }
}

resource readSecrets 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  name: guid(vault.id, app.id, roles.keyVaultSecretsUser)
  scope: vault
  properties: {
    principalId: app.properties.principalId
    principalType: 'ServicePrincipal'
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', roles.keyVaultSecretsUser)
  }
}

resource setSecrets 'Microsoft.Authorization/roleAssignments@2022-04-01' = if (!empty(deployerId)) {
  name: guid(vault.id, deployerId, roles.keyVaultSecretsOfficer)
  scope: vault
  properties: {
    principalId: deployerId
    principalType: deployerType
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', roles.keyVaultSecretsOfficer)
  }
}

resource diagnostics 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = {
  name: 'to-workspace'
  scope: vault
  properties: {
    workspaceId: workspaceId
    logs: [{ categoryGroup: 'audit', enabled: true }]
    metrics: [{ category: 'AllMetrics', enabled: true }]
  }
}

module endpoint 'private-endpoint.bicep' = if (!empty(endpointSubnetId)) {
  name: 'key-vault-endpoint'
  params: {
    name: '${endpointPrefix}-vault'
    location: location
    tags: tags
    subnetId: endpointSubnetId
    targetId: vault.id
    groupId: 'vault'
    zoneName: privateZones.keyVault
  }
}

@description('Name of the vault, for the hooks.')
output name string = vault.name

@description('Base address of the vault, for references to its secrets.')
output uri string = vault.properties.vaultUri
