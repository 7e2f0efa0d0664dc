namespace Foray.Stations.Bridge;

/// <summary>Names of errors that OCS's clients know from its router: those of the protocol WAMP, and the one for an exception of the callee.</summary>
internal static class BridgeErrors
{
    public const string NoSuchProcedure = "wamp.error.no_such_procedure";

    public const string InvalidArgument = "wamp.error.invalid_argument";

    public const string NetworkFailure = "wamp.error.network_failure";

    public const string RuntimeError = "wamp.error.runtime_error";
}
