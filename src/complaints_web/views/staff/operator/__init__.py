"""The pages of operators: for somebody who calls or comes, while he is there."""
