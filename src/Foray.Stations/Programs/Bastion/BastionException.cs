namespace Foray.Stations.Programs.Bastion;

/// <summary>Ends a bastion call with an error for the program that made it.</summary>
internal sealed class BastionException(BastionError error, Exception? cause = null) : Exception(error.Message, cause)
{
    /// <param name="type">A type of <see cref="BastionError"/>.</param>
    /// <param name="message">What is wrong, for people.</param>
    public BastionException(string type, string message)
        : this(new BastionError(type, message))
    {
    }

    /// <summary>What the program gets.</summary>
    public BastionError Error => error;
}
