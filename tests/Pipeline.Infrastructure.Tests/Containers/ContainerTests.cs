using Pipeline.Azure.Blobs;
using Pipeline.Infrastructure.Tests.Bicep;
using Pipeline.Infrastructure.Tests.Deployments;
using Pipeline.Testing;

namespace Pipeline.Infrastructure.Tests.Containers;

[Collection(AzdTests.Name)]
public sealed class ContainerTests(Azd azd)
{
    private const string Cosmos = "infra/modules/cosmos.bicep";

    [BicepFact]
    public async Task Containers_are_those_of_containers_json() =>
        Assert.Empty(ContainerFindings.Of(await azd.StandardAsync(), ContainersFile.Read()));

    [Fact]
    public void Containers_and_their_keys_are_those_of_the_page() => Assert.Equal(
        ContainersFile.Read().Containers.Select(container => (container.Key, container.Value.PartitionKey)),
        PageTable.Rows("docs/azure.md", "## State and events").Where(row => row.Length == 3).Select(
            row => (PageTable.Codes(row[0]).Single(), PageTable.Codes(row[1]).Single())));

    [BicepFact]
    public async Task Blob_containers_that_the_code_names_are_deployed()
    {
        var named = typeof(BlobContainers).GetFields().Select(field => (string)field.GetRawConstantValue()!).ToList();

        Assert.Contains(BlobContainers.Archive, named);
        Assert.Empty(named.Except(
            (await azd.StandardAsync()).Of("Microsoft.Storage/storageAccounts/blobServices/containers").Select(each => each.Name)));
    }

    [BicepFact]
    public async Task Database_is_that_of_containers_json() =>
        Assert.Equal(
            ContainersFile.Read().Database, (await azd.StandardAsync()).Only("Microsoft.DocumentDB/databaseAccounts/sqlDatabases").Name);

    [BicepFact]
    public async Task Seeded_faults_are_found()
    {
        var broken = new InfraCopy()
            .With(Cosmos, "paths: [definition.value.partitionKey]", "paths: ['/id']")
            .With(Cosmos, "        defaultTtl: definition.value.?ttlSeconds\n", "")
            .With(Cosmos, "contains(definition.value.indexedPaths, '/*') ? [] : [{ path: '/*' }]", "[]")
            .With(
                Cosmos, "for definition in items(containers)", "for definition in filter(items(containers), each => each.key != 'leases')");
        var findings = ContainerFindings.Of(await azd.DeployAsync(broken), ContainersFile.Read()).ToList();

        Assert.Contains("container orders has the key /id", findings);
        Assert.Contains("container idempotency-keys has the time to live ", findings);
        Assert.Contains("container orders indexes what it need not", findings);
        Assert.Contains("container leases is missing", findings);
    }

    [BicepFact]
    public async Task Serverless_is_the_default_and_autoscale_is_optional()
    {
        var serverless = (await azd.StandardAsync()).Only("Microsoft.DocumentDB/databaseAccounts");
        Assert.Equal("EnableServerless", Assert.Single(serverless.At("capabilities").EnumerateArray()).GetProperty("name").GetString());

        var autoscale = await azd.ChosenAsync();
        Assert.Equal(0, autoscale.Only("Microsoft.DocumentDB/databaseAccounts").At("capabilities").GetArrayLength());
        Assert.Equal(2, autoscale.Only("Microsoft.DocumentDB/databaseAccounts").At("locations").GetArrayLength());
        var database = autoscale.Only("Microsoft.DocumentDB/databaseAccounts/sqlDatabases");
        Assert.Equal(4000, database.At("options", "autoscaleSettings", "maxThroughput").GetInt32());
    }
}
