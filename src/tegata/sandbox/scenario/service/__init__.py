"""What the hands of the story do, who watches them, and the story itself."""
