namespace KsefTools.Core.SignIn;

/// <summary>Why a credential cannot even be tried.</summary>
public enum CredentialFailure
{
    /// <summary>The client's profile, or the office's file, names no secret.</summary>
    NotNamed,

    /// <summary>The vault has no such secret.</summary>
    Missing,

    /// <summary>The secret is neither a token nor a certificate with its key.</summary>
    Unreadable,

    /// <summary>The token is of another client: its session would act there.</summary>
    OtherContext,

    /// <summary>The environment's name or address is none.</summary>
    EnvironmentUnknown,
}
