using System.Runtime.CompilerServices;
using KsefTools.Core.Api.Responses;
using KsefTools.Core.Audit.Facts;
using KsefTools.Core.Audit.Observations;
using KsefTools.Core.Audit.Rules;
using KsefTools.Core.Credentials;

namespace KsefTools.Core.Audit.Running;

/// <summary>
/// One audit under way: a reader brings secrets in batches, workers ask KSeF, results leave as they come. Every
/// credential gives exactly one result, whatever breaks on its way.
/// </summary>
internal sealed class AuditRun(
    IReadOnlyList<KsefCredential> credentials,
    AuditOptions options,
    CredentialReader secrets,
    ITokenQuestions questions,
    ICertificateQuestions certificateQuestions,
    ObservationStore? observations,
    TimeProvider time
)
{
    private readonly SharedSecrets _shared = new([.. credentials, .. options.CredentialsOfOffice]);
    private readonly CertificateTrial _certificates = new(options, certificateQuestions, time);
    private int _done;
    private int _forgets;

    /// <summary>Results as they are reached; as <see cref="ResultStream"/> does it.</summary>
    /// <exception cref="OperationCanceledException">The work was cancelled; results so far were given.</exception>
    public async IAsyncEnumerable<KsefTokenTestResult> RunAsync(
        [EnumeratorCancellation] CancellationToken cancellationToken
    )
    {
        var alike = new AlikeRefusals(Conclude, options.Warn);
        var results = ResultStream.RunAsync(
            cancel => secrets.ReadAsync(credentials, cancel),
            options.ThrottleLimit,
            async (item, cancel) => Tell(await TestAsync(item.Credential, item.Secret, alike, cancel)),
            (item, fault) => Broken(item.Credential, fault),
            cancellationToken
        );
        await foreach (var result in results)
        foreach (var told in alike.Take(result))
            yield return told;
        foreach (var told in alike.Rest())
            yield return told;
    }

    /// <summary>
    /// The result of a credential at which everything else failed: from what is known without looking at anything.
    /// </summary>
    private KsefTokenTestResult Broken(KsefCredential credential, Exception fault)
    {
        var facts = new TokenFacts
        {
            Credential = credential,
            Policy = options.Policy,
            Now = time.GetUtcNow(),
            Secret = SecretState.Present,
            Trouble = new AuditTrouble(FindingCode.Unreachable, Troubles.Unexpected(fault)),
        };
        return ResultMaker.Of(facts, TokenRules.Judge(facts));
    }

    private async Task<KsefTokenTestResult> TestAsync(
        KsefCredential credential,
        SecretLookup secret,
        AlikeRefusals alike,
        CancellationToken cancellationToken
    )
    {
        if (credential.Kind is not CredentialKind.Certificate)
            return await TestTokenAsync(credential, secret, alike, cancellationToken);
        var result = await _certificates.TestAsync(credential, secret, cancellationToken);
        Remember(credential, () => ResultMaker.ToObservation(result));
        return result;
    }

    private async Task<KsefTokenTestResult> TestTokenAsync(
        KsefCredential credential,
        SecretLookup secret,
        AlikeRefusals alike,
        CancellationToken cancellationToken
    )
    {
        var facts = new TokenFacts
        {
            Credential = credential,
            Policy = options.Policy,
            Now = time.GetUtcNow(),
            Secret = secret.State,
            SecretProblem = secret.Problem,
            Silence = secret.Silence?.Failure,
            HasGrantArrived = options.ArrivedGrants.Contains(credential.Nip),
        };
        try
        {
            facts = await CompleteAsync(facts, secret, cancellationToken);
            return alike.Note(Conclude(facts), facts);
        }
        catch (Exception exception) when (!cancellationToken.Explains(exception))
        {
            // A fault of ours must not cost the client its result, nor the others theirs. Only the type is told: a
            // message might quote a secret. What KSeF said is left out, as it may be what could not be judged.
            var trouble = new AuditTrouble(FindingCode.Unreachable, Troubles.Unexpected(exception));
            return Conclude(facts with { Own = null, TokensOfContext = null, Trouble = trouble });
        }
    }

    private async Task<TokenFacts> CompleteAsync(
        TokenFacts facts,
        SecretLookup secret,
        CancellationToken cancellationToken
    )
    {
        if (secret.Token is not { } token)
            return facts;
        var reference = token.Reference.Value;
        _shared.Note(facts.Credential, reference);
        facts = facts with { Reference = token.Reference, Context = token.Context };
        if (!facts.IsAnotherClients)
            facts = await questions.AskAsync(facts, cancellationToken);
        return facts with
        {
            Now = time.GetUtcNow(),
            SharedWith = _shared.OthersOf(facts.Credential, reference),
            KnownReferences = KnownOf(facts.TokensOfContext ?? []),
        };
    }

    private HashSet<string> KnownOf(IEnumerable<TokenMetadata> tokens) =>
        tokens.Select(token => token.ReferenceNumber).Where(_shared.IsHeld).ToHashSet(StringComparer.OrdinalIgnoreCase);

    private KsefTokenTestResult Conclude(TokenFacts facts)
    {
        var memory = MemoryOf(facts);
        if (facts.Own is { } own)
            facts = facts with { Use = TokenUse.Judge(own.LastUseDate, own.DateCreated, memory, facts.SignedInAt) };
        var result = ResultMaker.Of(facts, TokenRules.Judge(facts));
        Remember(facts.Credential, () => ResultMaker.ToObservation(facts, result, memory));
        return result;
    }

    /// <summary>What earlier audits saw of this very token; another one under the same name starts afresh.</summary>
    private UseMemory? MemoryOf(TokenFacts facts) =>
        observations?.Find(facts.Credential) is { Use: { } use } seen
        && string.Equals(seen.Reference, facts.Reference?.Value, StringComparison.OrdinalIgnoreCase)
            ? use
            : null;

    // What fails here costs memory, never a verdict. A full disk fails for every client, and is told once.
    private void Remember(KsefCredential credential, Func<Observation> observation)
    {
        if (observations is null)
            return;
        try
        {
            observations.Write(credential, observation());
        }
        catch (Exception exception)
        {
            if (Interlocked.Exchange(ref _forgets, 1) != 0)
                return;
            options.Warn?.Invoke(
                UiText.Of(
                    $"What this audit sees cannot be remembered: {Troubles.Reason(exception)}",
                    $"Nie można zapamiętać wyników tego audytu: {Troubles.Reason(exception)}"
                )
            );
        }
    }

    private KsefTokenTestResult Tell(KsefTokenTestResult result)
    {
        options.Progress?.Invoke(new AuditProgress(Interlocked.Increment(ref _done), credentials.Count, result.Name));
        return result;
    }
}
