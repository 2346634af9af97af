using KsefTools.Core.Audit.Facts;

namespace KsefTools.Core.Audit.Running;

/// <summary>Asks KSeF about one token. A seam between the running of an audit and what is asked.</summary>
internal interface ITokenQuestions
{
    /// <summary>Completes the facts with KSeF's answers.</summary>
    /// <param name="facts">What is known before: credential, policy, reference and context.</param>
    /// <param name="cancellationToken">Ends the wait; the only thing that is thrown on purpose.</param>
    Task<TokenFacts> AskAsync(TokenFacts facts, CancellationToken cancellationToken);
}
