using KsefTools.Core.Conversion.Planning;

namespace KsefTools.Core.Conversion;

/// <summary>
/// A client's plan and what became of it, as the object that a script sees: made once, when all is known.
/// </summary>
internal static class ConversionNouns
{
    /// <summary>The object.</summary>
    /// <param name="scene">The run.</param>
    /// <param name="client">The client, as it was named.</param>
    /// <param name="plan">Its plan; null where there was none to be made.</param>
    /// <param name="end">What became of it.</param>
    /// <param name="letter">The letter to the client; null for none.</param>
    public static KsefConversion Of(
        ConversionScene scene,
        ClientTokens client,
        ClientPlan? plan,
        ClientEnd end,
        string? letter = null
    )
    {
        var facts = plan?.Facts ?? new ConversionFacts();
        var revokeOn = scene.RevokeOn(plan?.FirstRetiredOn ?? end.RetiredOn);
        return new KsefConversion
        {
            Nip = client.Nip,
            Name = plan?.Profile.Name ?? client.First.Name,
            Environment = client.First.Environment,
            Identity = end.ServedBy ?? scene.Identity.Name,
            Route = end.Route ?? plan?.Route ?? ConversionRoute.None,
            Outcome = end.Outcome,
            Reason = end.Reason ?? (revokeOn > scene.Today ? ConversionSentences.RevokeLater(revokeOn.Value) : null),
            Remedy = end.Remedy,
            RequestedPermissions = new TextList<string>(facts.Requested),
            TokenPermissions = new TextList<string>(facts.Effective),
            RequiredPermissions = new TextList<string>(facts.Required),
            IdentityPermissions = new TextList<string>(end.Rights ?? facts.Present.Names),
            Surplus = Balance(plan, end, RightsBalance.Surplus),
            Lost = Balance(plan, end, (after, before) => RightsBalance.Lost(before, after)),
            Steps = new TextList<string>(plan?.Steps ?? []),
            IsProven = end.IsProven,
            TokenRevoked = end.TokenRevoked,
            RetiredOn = (end.RetiredOn ?? plan?.LastRetiredOn).ToNoun(),
            RevokeOn = revokeOn.ToNoun(),
            OperationReference = end.Operation,
            RequestPath = letter,
            SecretName = client.First.SecretName,
            Vault = client.First.Vault,
            Reference =
                facts.Tokens.Select(token => token.Token?.Reference.Value).FirstOrDefault() ?? client.First.Reference,
            WasResumed = end.WasResumed,
            Path = plan?.Profile.Path ?? client.First.Path,
            OfficePath = scene.Office.Path,
        };
    }

    private static TextList<string> Balance(
        ClientPlan? plan,
        ClientEnd end,
        Func<IReadOnlyCollection<string>, IReadOnlyCollection<string>, IReadOnlyList<string>> between
    ) => new(plan?.After is { } after ? between(end.Rights ?? after, plan.Facts.Effective) : []);
}
