using KsefTools.Sandbox.Hosting;
using KsefTools.Sandbox.Identifiers;
using KsefTools.Sandbox.State;

namespace KsefTools.Sandbox.Tokens;

/// <summary>Schemas QueryTokensResponseItem and TokenStatusResponse, which are alike.</summary>
internal sealed record TokenBody(
    string ReferenceNumber,
    SubjectIdentifier AuthorIdentifier,
    ContextIdentifier ContextIdentifier,
    string Description,
    IReadOnlyList<Permission> RequestedPermissions,
    DateTimeOffset DateCreated,
    DateTimeOffset? LastUseDate,
    TokenStatus Status,
    IReadOnlyList<string> StatusDetails
)
{
    public static TokenBody Of(TokenRecord token, SandboxEnvironment environment) =>
        new(
            token.ReferenceNumber,
            token.Author,
            token.Context,
            token.Description,
            token.RequestedPermissions,
            token.DateCreated,
            token.LastUseShownAt(environment.Clock.GetUtcNow(), environment.Settings.LastUseDelay),
            token.Status,
            token.StatusDetails
        );
}

/// <summary>Schema QueryTokensResponse.</summary>
internal sealed record TokenListBody(string? ContinuationToken, IReadOnlyList<TokenBody> Tokens);

/// <summary>Schema GenerateTokenRequest.</summary>
internal sealed record CreateTokenRequest(IReadOnlyList<string?>? Permissions, string? Description);

/// <summary>Schema GenerateTokenResponse.</summary>
internal sealed record CreatedTokenBody(string ReferenceNumber, string Token);
