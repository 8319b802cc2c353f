import { resourceTags } from '../types.bicep'

metadata description = 'The one identity under which the Functions app reaches every other service.'

@description('Name of the identity.')
@minLength(3)
@maxLength(128)
param name string

@description('Region.')
param location string

@description('Tags of the resource.')
param tags resourceTags

resource app 'Microsoft.ManagedIdentity/userAssignedIdentities@2024-11-30' = {
  name: name
  location: location
  tags: tags
}

@description('Client id with which code requests tokens.')
output clientId string = app.properties.clientId
