namespace KsefTools.Core.Permissions;

/// <summary>The three ways in which somebody is let in.</summary>
public enum GrantKind
{
    /// <summary>An entity, in the client's context: InvoiceRead and InvoiceWrite only.</summary>
    Entity,

    /// <summary>A person, in the client's context: any permission.</summary>
    Person,

    /// <summary>
    /// A person, in the firm's context, for clients that let it hand on: InvoiceRead and InvoiceWrite only.
    /// </summary>
    Indirect,
}
