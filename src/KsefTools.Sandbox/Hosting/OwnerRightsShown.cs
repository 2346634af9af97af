namespace KsefTools.Sandbox.Hosting;

/// <summary>How <c>personal/grants</c> shows what an owner may do.</summary>
public enum OwnerRightsShown
{
    /// <summary>An entry for each right, each with a scope that the contract knows.</summary>
    EachRight,

    /// <summary>One entry of scope <c>Owner</c>, as access tokens name it.</summary>
    AsOwner,
}
