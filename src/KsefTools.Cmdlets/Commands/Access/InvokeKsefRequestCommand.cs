using System.Collections;
using System.Management.Automation;
using KsefTools.Cmdlets.Errors;
using KsefTools.Cmdlets.Parameters;
using KsefTools.Cmdlets.Parameters.Completion;
using KsefTools.Cmdlets.Parameters.Completion.Requests;
using KsefTools.Cmdlets.Pipeline;
using KsefTools.Cmdlets.Requests;
using KsefTools.Cmdlets.Sessions;
using KsefTools.Core.Access;
using KsefTools.Core.Api.Contract;
using KsefTools.Core.Office;

namespace KsefTools.Cmdlets.Commands;

/// <summary>
/// Calls any operation of KSeF's API for each client, at the client's own KSeF: signing in, limits, errors and pages
/// are taken care of. What the contract does not know is not sent.
/// </summary>
[Cmdlet(VerbsLifecycle.Invoke, "KsefRequest", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.High)]
[OutputType(typeof(KsefResponse))]
public sealed class InvokeKsefRequestCommand : CredentialQueryCmdlet
{
    private readonly Dictionary<KsefCredential, ContractRequest> _asked = new(ReferenceEqualityComparer.Instance);
    private readonly Dictionary<(string Nip, string Request), bool> _answers = [];

    // A path that stands first, as where clients come through the pipeline, is no NIP.
    /// <inheritdoc/>
    [Parameter(Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [AllowNull]
    [AllowEmptyCollection]
    [NipTransformation(MayNameOther = true)]
    [ValidateNip(MayBePattern = true, Else = new[] { nameof(Path) })]
    [ArgumentCompleter(typeof(NipCompleter))]
    [SupportsWildcards]
    public override string[]? Nip { get; set; }

    /// <summary>From the API's address on, e.g. /tokens; a script block makes one of each input.</summary>
    [Parameter(Mandatory = true, Position = 1, ValueFromPipelineByPropertyName = true)]
    [TidyText]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(ContractPathCompleter))]
    public string Path { get; set; } = "";

    /// <summary>Get, Post, Put or Delete.</summary>
    [Parameter]
    [ValidateSet("Get", "Post", "Put", "Delete")]
    public string Method { get; set; } = "Get";

    /// <summary>The query's names and values; of several values, each goes along.</summary>
    [Parameter]
    [ValidateNotNull]
    public IDictionary Query { get; set; } = new Hashtable();

    /// <summary>The body: JSON as text, or an object of which JSON is made.</summary>
    [Parameter]
    [ValidateNotNull]
    public object? Body { get; set; }

    /// <summary>Reads every page of a list.</summary>
    [Parameter]
    public SwitchParameter All { get; set; }

    /// <summary>Where the answer goes as it came: a file; or a folder, with a file for each client.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? OutFile { get; set; }

    /// <summary>Replaces files that are there already.</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    /// <inheritdoc/>
    protected override void BeginProcessing()
    {
        // Each object that is piped in brings its own.
        if (Path.Length == 0)
            return;
        try
        {
            Request();
        }
        catch (ContractException unknown)
        {
            ThrowTerminatingError(ErrorRecords.Of(unknown, Path));
        }
    }

    /// <inheritdoc/>
    private protected override IEnumerable<KsefCredential> Choose(OfficeFolder office)
    {
        ContractRequest request;
        try
        {
            request = Request();
        }
        catch (ContractException unknown)
        {
            WriteFailure(unknown, Path);
            yield break;
        }
        foreach (var chosen in base.Choose(office))
            if (IsWanted(chosen, request))
            {
                // One object of the pipeline may bring several requests.
                var own = chosen with
                { };
                _asked.Add(own, request);
                yield return own;
            }
    }

    /// <inheritdoc/>
    private protected override Task AskAsync(
        OfficeFolder office,
        IReadOnlyList<KsefCredential> credentials,
        Ksef ksef,
        CancellationToken cancellationToken
    )
    {
        var clients = credentials
            .GroupBy(credential => (credential.Nip, credential.Environment, Key(_asked[credential])))
            .Select(client => (Request: _asked[client.First()], Credentials: client.ToList()))
            .ToList();
        var files = OutFile is null
            ? null
            : AnswerFiles.For(
                FilePaths.Full(this, OutFile),
                [.. clients.Select(client => (client.Credentials[0].Nip, client.Request))]
            );
        return SendAsync(office, clients, files, ksef, cancellationToken);
    }

    private async Task SendAsync(
        OfficeFolder office,
        List<(ContractRequest Request, List<KsefCredential> Credentials)> clients,
        AnswerFiles? files,
        Ksef ksef,
        CancellationToken cancellationToken
    )
    {
        using var requests = new ClientRequests(ksef.Vault, ksef.Sessions);
        await Parallel.ForEachAsync(
            clients,
            new ParallelOptions { MaxDegreeOfParallelism = Parallelism(office), CancellationToken = cancellationToken },
            async (client, cancel) =>
            {
                var credential = client.Credentials[0];
                try
                {
                    var file = files?.Take(credential.Nip, client.Request, Force);
                    var answer = await requests.SendAsync(client.Credentials, client.Request, cancel);
                    var response = Responses.Of(office, credential, client.Request, answer, file?.Write(answer));
                    Pump.Post(() => WriteObject(response));
                }
                catch (Exception failure) when (IsFailure(failure))
                {
                    Pump.Post(() => WriteFailure(failure, credential));
                }
            }
        );
    }

    private ContractRequest Request() =>
        ContractRequest.Of(Method, Path, RequestTexts.OfQuery(Query), RequestTexts.OfBody(Body), All);

    private static string Key(ContractRequest request) => $"{request}\n{request.Body}";

    // A question that KSeF takes as POST changes nothing; it is asked about only where somebody wants to be.
    private bool IsWanted(KsefCredential client, ContractRequest request)
    {
        if (request.Operation.Method is "GET" || (request.Operation.IsRead && !WantsToBeAsked))
            return true;
        var key = (client.Nip, Key(request));
        if (!_answers.TryGetValue(key, out var isWanted))
            _answers[key] = isWanted = ShouldProcess($"{client.Nip} ({client.Name})", request.ToString());
        return isWanted;
    }

    private bool WantsToBeAsked => MyInvocation.BoundParameters.ContainsKey("Confirm") || IsWhatIf;
}
