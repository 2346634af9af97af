using System.Management.Automation;
using KsefTools.Cmdlets.Threads;
using KsefTools.Core;
using KsefTools.Core.Tokens.Making;

namespace KsefTools.Cmdlets.Pipeline;

/// <summary>What the cmdlets share that make, rotate and revoke tokens: how the engine asks, tells and gives.</summary>
/// <param name="cmdlet">Who asks; its methods are called on the pipeline thread.</param>
/// <param name="pump">Leads there.</param>
/// <param name="title">What is being done, for the progress bar.</param>
internal sealed class TokenWork(PSCmdlet cmdlet, PipelinePump pump, string title)
{
    private readonly ThrottledProgress _progress = new(cmdlet.WriteProgress, TimeProvider.System, title);

    /// <summary>The options of a run.</summary>
    /// <param name="throttleLimit">Clients worked on at the same time.</param>
    /// <param name="action">What is about to be done, for ShouldProcess.</param>
    internal TokenOptions Options(int throttleLimit, Func<TokenIntent, string> action) =>
        new()
        {
            ThrottleLimit = throttleLimit,
            Confirm = (intent, cancellation) =>
                pump.InvokeAsync(
                    () =>
                        cmdlet.ShouldProcess(
                            $"{intent.Profile.Nip} ({intent.Profile.Name})",
                            PlainText.Lines(action(intent))
                        ),
                    cancellation
                ),
            Progress = (done, total, name) => pump.Post(() => _progress.Report(done, total, name)),
            Warn = warning => pump.Post(() => cmdlet.WriteWarning(PlainText.Lines(warning))),
            Steps = new Steps(step => pump.Post(() => cmdlet.WriteVerbose(PlainText.Lines(step)))),
        };

    /// <summary>Hands on results as they come.</summary>
    internal async Task WriteAsync(IAsyncEnumerable<KsefTokenChange> results, Action<object> write)
    {
        await foreach (var result in results)
            pump.Post(() => write(result));
        pump.Post(_progress.Complete);
    }

    /// <summary>What the new token is to be let do.</summary>
    internal static string Add(TokenIntent intent) =>
        UiText.Of(
            $"Create a token with {string.Join(", ", intent.Permissions)}",
            $"Utworzenie tokena z {string.Join(", ", intent.Permissions)}"
        );

    /// <summary>The same, and what goes.</summary>
    internal static string Replace(TokenIntent intent) =>
        intent.FormerIsDead
            ? UiText.Of(
                $"{Add(intent)} in the place of {intent.Former}, which signs in no more",
                $"{Add(intent)} w miejsce {intent.Former}, który już się nie loguje"
            )
            : UiText.Of(
                $"{Add(intent)}, and revoke {intent.Former} once the new one works",
                $"{Add(intent)}, a po sprawdzeniu unieważnienie {intent.Former}"
            );
}
