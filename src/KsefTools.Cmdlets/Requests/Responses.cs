using System.Management.Automation;
using KsefTools.Core.Access;
using KsefTools.Core.Api.Contract;
using KsefTools.Core.Office;

namespace KsefTools.Cmdlets.Requests;

/// <summary>Makes the objects that a script sees of KSeF's answers.</summary>
internal static class Responses
{
    /// <summary>The answer to a request; what a file has of it is not repeated.</summary>
    internal static KsefResponse Of(
        OfficeFolder office,
        KsefCredential credential,
        ContractRequest request,
        ClientAnswer answer,
        string? file
    )
    {
        var content =
            file is not null ? null
            : answer.Json is { } json ? JsonObjects.Of(json)
            : answer.Body.IsEmpty ? null
            : answer.ShownText;
        var items = answer.List is { } list ? (content as PSObject)?.Properties[list]?.Value as object[] : null;
        return new KsefResponse
        {
            Nip = credential.Nip,
            Name = credential.Name,
            Environment = credential.Environment,
            Request = request.ToString(),
            StatusCode = answer.Status,
            Content = content,
            Items = new TextList<object>(items ?? []),
            Pages = answer.Pages,
            HasMore = answer.HasMore,
            OutFile = file,
            SecretName = answer.SecretName,
            OfficePath = office.Path,
        };
    }
}
