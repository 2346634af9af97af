namespace KsefTools.Sandbox.State.Grants;

/// <summary>For whom an indirect grant is (schema IndirectPermissionsTargetIdentifierType).</summary>
public enum GrantTargetType
{
    Nip,
    InternalId,
    AllPartners,
}
