"""What the generators' function bodies have in common, whatever the language."""

from tree import Block


class Body:
    """The body of a function. A subclass makes the statements."""

    def __init__(self, program, function, index, most):
        self.program = program
        self.function = function
        self.index = index
        self.random = program.random
        self.declarations = Block()
        self.count = 0
        # How many statements there may still be.
        self.budget = self.random.randint(3, most)

    def chance(self, probability):
        return self.random.random() < probability

    def statements(self, low=1, high=5):
        block = Block()
        for _ in range(self.random.randint(low, high)):
            if self.budget <= 0:
                break
            self.budget -= 1
            block.items.append(self.statement())
        return block
