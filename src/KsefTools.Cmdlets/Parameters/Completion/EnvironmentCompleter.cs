using System.Collections;

namespace KsefTools.Cmdlets.Parameters.Completion;

/// <summary>The three environments, and the addresses that this office uses.</summary>
internal sealed class EnvironmentCompleter : OfficeCompleter
{
    /// <inheritdoc/>
    private protected override IEnumerable<Candidate> Always =>
        [new("production", "production"), new("demo", "demo"), new("test", "test")];

    /// <inheritdoc/>
    private protected override IEnumerable<Candidate> Candidates(OfficeAtHand office, IDictionary bound) =>
        office
            .Clients.Select(profile => profile.Environment)
            .OfType<string>()
            .Append(office.Settings.Environment)
            .Select(name => new Candidate(name, name));
}
