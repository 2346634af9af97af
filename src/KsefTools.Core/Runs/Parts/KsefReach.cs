using KsefTools.Core.Api;
using KsefTools.Core.Office.Settings;
using KsefTools.Core.SignIn;

namespace KsefTools.Core.Runs.Parts;

/// <summary>
/// Whether KSeF answers at all: one question before a thousand. Where it does not, the Ministry's status page is asked,
/// once a run.
/// </summary>
internal sealed class KsefReach(KsefSessions sessions, OfficePolicy policy, TimeProvider time)
{
    /// <summary>The longest that an environment is waited for before its clients are told apart.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    private bool _wasPageAsked;
    private string? _announcement;

    /// <summary>What the Ministry announces; null where it was not asked, or announces nothing.</summary>
    public string? Announcement => _announcement;

    /// <summary>Asks an environment for its public keys, which everybody may have.</summary>
    /// <returns>Why it does not answer; null where it does, be it with a refusal.</returns>
    public async Task<string?> TryAsync(KsefEnvironment environment, CancellationToken cancellationToken)
    {
        using var patience = new CancellationTokenSource(Patience, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, cancellationToken);
        try
        {
            await sessions.Api(environment).GetPublicKeysAsync(either.Token);
            return null;
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return UiText.Of(
                $"{environment.Name}: no answer within {Patience.TotalSeconds} s.",
                $"{environment.Name}: brak odpowiedzi w ciągu {Patience.TotalSeconds} s."
            );
        }
        catch (KsefApiException failure)
        {
            return IsSilence(failure) ? failure.Message : null;
        }
    }

    /// <summary>What the Ministry announces about an environment that does not answer.</summary>
    public async Task AskPageAsync(KsefEnvironment environment, CancellationToken cancellationToken)
    {
        if (_wasPageAsked || policy.StatusPage is not { } page || !SpeaksOf(environment, page))
            return;
        _wasPageAsked = true;
        if (await sessions.AskStatusPageAsync(page, cancellationToken) is not { IsOutage: true } report)
            return;
        var message = report.Messages is [{ } first, ..] ? first : null;
        _announcement = string.Join(
            " ",
            new[] { report.Status, message?.Title, message?.Text, Until(message?.End) }.Where(part =>
                !string.IsNullOrWhiteSpace(part)
            )
        );
    }

    /// <summary>
    /// Whether a failure says that KSeF is away, and not that it refuses: no connection, or a server's error.
    /// </summary>
    internal static bool IsSilence(KsefApiException failure) =>
        failure.Kind is ApiErrorKind.Unreachable or ApiErrorKind.ServerError;

    // The Ministry's page is about production. One on this machine is somebody's practice, and about all.
    private static bool SpeaksOf(KsefEnvironment environment, string page) =>
        environment.BaseAddress == KsefEnvironment.Production.BaseAddress || page != OfficeDefaults.StatusPage;

    private static string? Until(DateTimeOffset? end) =>
        end is { } moment ? UiText.Of($"(until {LocalTime.Minute(moment)})", $"(do {LocalTime.Minute(moment)})") : null;
}
