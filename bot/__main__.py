"""`python -m bot` is the same program as `communique`."""

from bot.cli import main

if __name__ == "__main__":
    main()
