namespace KsefTools.Core.Api.Environments;

/// <summary>Whose an environment is.</summary>
public enum EnvironmentKind
{
    /// <summary>Production, demo or test, at the Ministry's own host.</summary>
    Ministry,

    /// <summary>On this machine: the sandbox.</summary>
    Loopback,

    /// <summary>Anywhere else. Nothing is sent there before this user has approved the address.</summary>
    Other,
}
