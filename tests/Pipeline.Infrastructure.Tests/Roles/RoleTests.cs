using Pipeline.Infrastructure.Tests.Bicep;
using Pipeline.Infrastructure.Tests.Deployments;
using Pipeline.Testing;

namespace Pipeline.Infrastructure.Tests.Roles;

[Collection(AzdTests.Name)]
public sealed class RoleTests(Azd azd)
{
    [BicepFact]
    public async Task Roles_are_exactly_the_required_ones() =>
        Assert.Empty(RoleFindings.Of(await azd.StandardAsync(), NeededGrants.Always));

    [BicepFact]
    public async Task Developer_gets_the_apps_data_roles_only_when_that_is_chosen() =>
        Assert.Empty(RoleFindings.Of(await azd.ChosenAsync(), NeededGrants.WithDeveloper));

    [BicepFact]
    public async Task Seeded_faults_are_found()
    {
        var broken = new InfraCopy()
            .With("infra/main.bicep", "'storageQueueDataContributor', 'storageTableDataContributor'", "'storageQueueDataContributor'")
            .With("infra/main.bicep", "roleNames: ['storageBlobDataContributor']", "roleNames: ['storageBlobDataOwner']")
            .With("infra/modules/event-grid.bicep", "scope: storage::blobs::undelivered\n", "scope: storage\n");
        var findings = RoleFindings.Of(await azd.DeployAsync(broken), NeededGrants.Always).ToList();

        Assert.Contains("app lacks Storage Table Data Contributor on storageAccounts/host", findings);
        Assert.Contains("app need not have Storage Blob Data Owner on storageAccounts/data", findings);
        Assert.Contains("topic lacks Storage Blob Data Contributor on containers/undelivered", findings);
    }

    [BicepFact]
    public async Task Event_Grid_subscribes_after_its_roles_are_assigned()
    {
        var text = await File.ReadAllTextAsync(RepositoryFiles.PathOf("infra/modules/event-grid.bicep"));
        Assert.Contains("dependsOn: [deliver, keepUndelivered]", text, StringComparison.Ordinal);
    }
}
