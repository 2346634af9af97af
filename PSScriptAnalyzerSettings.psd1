@{
    Severity     = @('Error', 'Warning')
    ExcludeRules = @(
        # A test has a secret in hand as text: it plays the person who pastes it.
        'PSAvoidUsingConvertToSecureStringWithPlainText',
        # Pester's BeforeAll variables are used in other script blocks, which the rule cannot see.
        'PSUseDeclaredVarsMoreThanAssignments'
    )
}
