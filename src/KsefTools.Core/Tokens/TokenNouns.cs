using KsefTools.Core.Api.Responses;

namespace KsefTools.Core.Tokens;

/// <summary>From what KSeF lists to the noun that a script sees.</summary>
internal static class TokenNouns
{
    /// <summary>A token listed in the context of a credential's client.</summary>
    public static KsefToken Of(KsefCredential credential, TokenMetadata token) =>
        new()
        {
            Nip = credential.Nip,
            Name = credential.Name,
            Environment = credential.Environment,
            Reference = token.ReferenceNumber,
            Status = token.Status,
            Description = token.Description,
            RequestedPermissions = new TextList<string>(token.RequestedPermissions),
            Author = token.AuthorIdentifier?.Value,
            AuthorType = token.AuthorIdentifier?.Type,
            ContextType = token.ContextIdentifier?.Type,
            Context = token.ContextIdentifier?.Value,
            CreatedOn = token.DateCreated,
            LastUsedOn = token.LastUseDate,
            OfficePath = credential.OfficePath,
        };
}
