namespace KsefTools.Sandbox.State.Grants;

/// <summary>What an indirect grant is for (schema IndirectPermissionsTargetIdentifierType).</summary>
public enum GrantTargetType
{
    Nip,
    InternalId,
    AllPartners,
}
