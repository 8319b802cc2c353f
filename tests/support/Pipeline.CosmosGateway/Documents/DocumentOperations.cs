using System.Net;
using Pipeline.CosmosGateway.Metering;
using Pipeline.CosmosGateway.Protocol;

namespace Pipeline.CosmosGateway.Documents;

/// <summary>Carries out commands on documents.</summary>
internal static class DocumentOperations
{
    public static DocumentOutcome Run(Transaction transaction, DocumentCommand command)
    {
        try
        {
            return command.Kind switch
            {
                OperationKind.Create => Create(transaction, command),
                OperationKind.Read => Read(transaction, command),
                OperationKind.Replace => Replace(transaction, command, Existing(transaction, command)),
                OperationKind.Upsert => Upsert(transaction, command),
                OperationKind.Patch => Patch(transaction, command),
                OperationKind.Delete => Delete(transaction, command),
                var other => throw CosmosFailure.BadRequest($"{other} is no operation on a document."),
            };
        }
        catch (CosmosFailure failure)
        {
            return new DocumentOutcome(failure.Status, null, RequestCharges.Failed, failure.SubStatus, failure.Message);
        }
    }

    private static DocumentOutcome Create(Transaction transaction, DocumentCommand command)
    {
        var body = DocumentBody.Parse(command.Body);
        if (transaction.Find(command.Key, body.Id) is not null)
        {
            throw CosmosFailure.Conflict();
        }

        var document = DocumentWriter.Create(transaction, command, body);
        transaction.Put(document);
        return new DocumentOutcome(
            HttpStatusCode.Created, document, RequestCharges.Create(document, transaction.Container.Settings.Indexing));
    }

    private static DocumentOutcome Read(Transaction transaction, DocumentCommand command)
    {
        var document = Existing(transaction, command);
        return command.IfNoneMatch == document.ETag
            ? new DocumentOutcome(HttpStatusCode.NotModified, document, RequestCharges.NotModified)
            : new DocumentOutcome(HttpStatusCode.OK, document, RequestCharges.Read(document));
    }

    private static DocumentOutcome Replace(Transaction transaction, DocumentCommand command, Document former)
    {
        CheckMatch(command, former);
        return Write(transaction, former, DocumentBody.Parse(command.Body));
    }

    private static DocumentOutcome Write(Transaction transaction, Document former, DocumentBody body)
    {
        if (body.Id != former.Id)
        {
            throw CosmosFailure.BadRequest("A document's id cannot be changed.");
        }

        var document = DocumentWriter.Replace(transaction, former, body);
        transaction.Put(document);
        return new DocumentOutcome(
            HttpStatusCode.OK, document, RequestCharges.Replace(former, document, transaction.Container.Settings.Indexing));
    }

    private static DocumentOutcome Upsert(Transaction transaction, DocumentCommand command) =>
        transaction.Find(command.Key, DocumentBody.Parse(command.Body).Id) is { } former
            ? Replace(transaction, command, former)
            : Create(transaction, command);

    private static DocumentOutcome Patch(Transaction transaction, DocumentCommand command)
    {
        var former = Existing(transaction, command);
        CheckMatch(command, former);
        return Write(transaction, former, DocumentPatch.Parse(command.Body).Apply(former));
    }

    private static DocumentOutcome Delete(Transaction transaction, DocumentCommand command)
    {
        var document = Existing(transaction, command);
        CheckMatch(command, document);
        transaction.Remove(document);
        return new DocumentOutcome(
            HttpStatusCode.NoContent, null, RequestCharges.Delete(document, transaction.Container.Settings.Indexing));
    }

    private static Document Existing(Transaction transaction, DocumentCommand command) =>
        transaction.Find(command.Key, command.Id!) ?? throw CosmosFailure.NotFound();

    private static void CheckMatch(DocumentCommand command, Document document)
    {
        if (command.IfMatch is { } expected && expected != "*" && expected != document.ETag)
        {
            throw CosmosFailure.PreconditionFailed();
        }
    }
}
