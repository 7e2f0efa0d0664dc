using Foray.Sdk.Diagnostics;

namespace Foray.Tracking.Store.Sql;

/// <summary>Diagnostics for what can happen to stores.</summary>
internal static class StoreErrors
{
    public static DiagnosticException Unusable(string location, string reason, string remedy, Exception? cause = null) => new(
        Diagnostic.Error("FORAY304", $"the tracking store '{location}' cannot be used: {reason}", remedy), cause);

    public static DiagnosticException NoStore(string location) => Unusable(
        location, "there is none", "name the store of runs that were tracked; a run that is tracked creates it");

    public static DiagnosticException BadLocation(string what, string remedy) => new(Diagnostic.Error("FORAY305", what, remedy));

    public static DiagnosticException NotOurs(string location, string what) => new(Diagnostic.Error(
        "FORAY306",
        $"'{location}' is not a tracking store: {what}",
        "name another place for the store; what is there has not been changed"));

    public static DiagnosticException Newer(string location, long version, int known) => new(Diagnostic.Error(
        "FORAY307",
        $"the tracking store '{location}' has schema version {version}, and this Foray knows only versions up to {known}",
        "use the newer Foray that changed it"));

    public static DiagnosticException Damaged(string location, string what, Exception? cause = null) => new(
        Diagnostic.Error("FORAY308", $"the tracking store '{location}' is damaged: {what}", "restore the store from a copy; the rest of it can still be read"), cause);

    public static DiagnosticException BadPage() => new(Diagnostic.Error(
        "FORAY310",
        "the page token is not one that this search gave",
        "begin with the first page, and change nothing but the token and the limit from page to page"));
}
